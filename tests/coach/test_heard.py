"""Where somebody is who interrupts: voices of any speed, with any lag."""

import pytest

from skill.coach.coach import Coach
from skill.coach.heard import hear
from skill.coach.plan import Plan
from skill.coach.tempo import AS_PLANNED
from skill.coach.timeline import Part
from skill.knowledge.library import load_library

MOMENTS = 100


def moments(part: Part, slowness: float) -> list[float]:
    """Seconds at which a part is interrupted that is spoken so slowly, before its question."""
    spoken = sum(cue.seconds * (slowness if cue.text else 1) for cue in part.cues[:-1])
    return [spoken * (number + 0.5) / MOMENTS for number in range(MOMENTS)]


@pytest.mark.parametrize("routine", load_library().routines)
def test_the_cue_is_the_one_that_was_being_spoken(routine: str, coach: Coach) -> None:
    for part in coach.timeline(Plan(routine)).parts:
        for seconds in moments(part, 1.0):
            spoken = [cue for cue in part.cues if cue.start <= seconds < cue.end]
            assert [hear(part, seconds, 0.0, AS_PLANNED).cue] == spoken


@pytest.mark.parametrize("lag", [0.0, 1.0, 2.0, 3.0])
@pytest.mark.parametrize("slowness", [0.85, 1.0, 1.25])
@pytest.mark.parametrize("routine", load_library().routines)
def test_no_voice_makes_it_skip_anything(routine: str, slowness: float, lag: float, coach: Coach) -> None:
    for part in coach.timeline(Plan(routine)).parts:
        for seconds in moments(part, slowness):
            spoken = part.cue_at(seconds, slowness)
            assert hear(part, seconds + lag, 0.0, AS_PLANNED).earliest.place <= spoken.place


@pytest.mark.parametrize("routine", load_library().routines)
def test_as_planned_it_goes_back_by_one_repetition_at_most_nearly_always(routine: str, coach: Coach) -> None:
    back = []
    for part in coach.timeline(Plan(routine)).parts:
        places = sorted({cue.place for cue in part.cues})
        for seconds in moments(part, 1.0):
            heard = hear(part, seconds, 1.0, AS_PLANNED)
            back.append(places.index(heard.cue.place) - places.index(heard.earliest.place))
    assert min(back) >= 0
    assert sum(steps > 1 for steps in back) <= 0.1 * len(back)


def test_after_its_end_a_part_is_over_and_before_its_beginning_it_has_not_begun(coach: Coach) -> None:
    part = coach.timeline(Plan("desk")).parts[0]
    assert hear(part, part.seconds + 60, 1.0, AS_PLANNED).earliest is part.cues[-1]
    assert hear(part, part.seconds + 60, 1.0, AS_PLANNED).over
    assert not hear(part, part.cues[-3].start, 1.0, AS_PLANNED).over
    assert hear(part, -5, 1.0, AS_PLANNED).cue is part.cues[0]
    assert not hear(part, 0, 1.0, AS_PLANNED).over
