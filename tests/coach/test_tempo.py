"""How fast the voice is, learned from how soon a question is answered."""

import pytest

from skill.coach.coach import Coach
from skill.coach.heard import hear
from skill.coach.plan import Plan
from skill.coach.tempo import AS_PLANNED, FASTEST, SLOWEST, Tempo
from skill.coach.timeline import Part
from skill.knowledge.library import load_library


@pytest.fixture(scope="module")
def part(coach: Coach) -> Part:
    return coach.timeline(Plan("bedtime-in-bed")).parts[0]


@pytest.mark.parametrize("thinking", [0.2, 2.0, 8.0, 25.0])
@pytest.mark.parametrize("lag", [0.0, 3.0])
@pytest.mark.parametrize("slowness", [0.85, 1.0, 1.25])
def test_what_is_learned_never_rules_out_the_voice(
    slowness: float, lag: float, thinking: float, part: Part
) -> None:
    tempo = AS_PLANNED.learned(part, part.length(slowness) + lag + thinking)
    assert tempo.slowest >= slowness
    assert FASTEST <= tempo.likely <= tempo.slowest <= SLOWEST


@pytest.mark.parametrize("slowness", [0.85, 1.0, 1.25])
def test_an_answer_at_once_tells_the_voice_within_a_tenth(slowness: float, part: Part) -> None:
    tempo = AS_PLANNED.learned(part, part.length(slowness) + 1.0 + 1.0)
    assert tempo.slowest == pytest.approx(slowness, abs=0.1)
    assert tempo.likely == pytest.approx(slowness, abs=0.16)


def test_a_voice_as_planned_is_not_taken_for_another(part: Part) -> None:
    for thinking in (0.2, 2.0, 8.0):
        assert AS_PLANNED.learned(part, part.length() + 1.0 + thinking).likely == 1.0


def test_what_was_said_before_the_question_teaches_nothing(part: Part) -> None:
    assert AS_PLANNED.learned(part, part.seconds / 2) == AS_PLANNED


def test_it_only_ever_learns_more(part: Part) -> None:
    known = AS_PLANNED.learned(part, part.length(0.85) + 2.0)
    assert known.learned(part, part.length(0.85) + 30.0).slowest == known.slowest


@pytest.mark.parametrize("routine", load_library().routines)
@pytest.mark.parametrize("slowness", [0.85, 1.0, 1.25])
def test_with_a_voice_that_is_known_it_is_the_right_stretch_and_side(
    slowness: float, routine: str, coach: Coach
) -> None:
    known = Tempo(slowness, slowness)
    for part in coach.timeline(Plan(routine)).parts:
        for cue in part.cues[:-1]:
            middle = part.length(slowness) - sum(
                each.lasts(slowness) for each in part.cues[part.cues.index(cue) :]
            )
            heard = hear(part, middle + cue.lasts(slowness) / 2, 0.0, known)
            assert heard.cue is cue
