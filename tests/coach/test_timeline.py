"""Every routine, compiled at both paces, in full and in brief."""

from collections.abc import Iterator
from itertools import groupby, pairwise

import pytest

from skill.coach.coach import Coach
from skill.coach.cue import Cue, Hold
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Pace, Plan, Side, sides_of
from skill.coach.timeline import Timeline
from skill.knowledge.library import Library
from skill.knowledge.phrases import CoachingPhrase
from skill.knowledge.routines import Mood
from skill.knowledge.stretches import Kind
from skill.voice.speech import Pause, words_in
from skill.voice.ssml import from_ssml, to_ssml

MAX_PART_SECONDS = 200.0
MAX_PART_CHARACTERS = 7500
MAX_SILENCE = 10.0
BEDTIME = Plan("bedtime-in-bed")


def cues_of(timeline: Timeline) -> list[Cue]:
    return [cue for part in timeline.parts for cue in part.cues]


def holds_of(timeline: Timeline) -> Iterator[tuple[Hold, Cue, list[Cue], Cue]]:
    """Each hold with the cue before it, its own, and the one after it."""
    for part in timeline.parts:
        groups = [(hold, list(cues)) for hold, cues in groupby(part.cues, key=lambda cue: cue.hold)]
        for (_, before), (hold, cues), (_, after) in zip(groups, groups[1:], groups[2:], strict=False):
            if hold:
                yield hold, before[-1], cues, after[0]


def test_a_part_fits_into_one_reply(timeline: Timeline) -> None:
    for part in timeline.parts:
        assert part.seconds <= MAX_PART_SECONDS
        assert len(to_ssml(cue.spoken for cue in part.cues)) <= MAX_PART_CHARACTERS


def test_a_part_ends_with_a_question_and_begins_with_words(timeline: Timeline, library: Library) -> None:
    for part in timeline.parts:
        assert part.cues[0].text
        assert part.cues[-1].text == library.phrases.questions[part.question].ask[0]


def test_cues_follow_each_other_without_a_gap(timeline: Timeline) -> None:
    for part in timeline.parts:
        assert part.cues[0].start == 0
        for cue, following in pairwise(part.cues):
            assert following.start == pytest.approx(cue.end, abs=0.02)


def test_nobody_waits_in_silence_until_they_think_it_crashed(timeline: Timeline) -> None:
    for part in timeline.parts:
        silence = 0.0
        for cue in part.cues:
            silence = 0.0 if cue.text else silence + cue.seconds
            assert silence <= MAX_SILENCE


def test_the_speech_has_the_same_words_and_pauses_as_the_cues(timeline: Timeline) -> None:
    for part in timeline.parts:
        speech = from_ssml(to_ssml(cue.spoken for cue in part.cues))
        assert [piece.seconds if isinstance(piece, Pause) else words_in(piece) for piece in speech] == [
            cue.text or cue.seconds for cue in part.cues
        ]


def test_a_hold_takes_its_seconds_between_the_word_that_starts_it_and_the_word_that_ends_it(
    timeline: Timeline, library: Library
) -> None:
    for hold, before, cues, after in holds_of(timeline):
        assert before.text
        assert before.hold is None
        assert sum(cue.seconds for cue in cues) == pytest.approx(hold.seconds, abs=0.05)
        assert after.text == library.stretches[hold.stretch].release


def test_the_last_three_seconds_are_counted_and_the_half_of_a_long_hold_is_said(timeline: Timeline) -> None:
    for hold, _, cues, _ in holds_of(timeline):
        began = cues[0].start
        said = {cue.text: cue.start - began for cue in cues if cue.text}
        for number, text in enumerate(("Three.", "Two.", "One.")):
            assert said[text] == pytest.approx(hold.seconds - 3 + number, abs=0.1)
        assert ("Half-way." in said) == (hold.seconds >= 20)
        if hold.seconds >= 20:
            assert said["Half-way."] == pytest.approx(hold.seconds / 2, abs=0.1)


def test_every_hold_of_the_routine_is_there_once(timeline: Timeline, coach: Coach) -> None:
    expected = [
        Hold(step.stretch.id, side, repetition, step.seconds)
        for step in coach.steps(timeline.plan).values()
        if step.stretch.kind is Kind.HOLD
        for side in sides_of(timeline.plan, step)
        for repetition in range(1, step.repetitions + 1)
    ]
    assert [hold for hold, *_ in holds_of(timeline)] == expected


def test_a_set_keeps_its_length_and_fast_ones_are_not_counted_singly(
    timeline: Timeline, coach: Coach
) -> None:
    cues = cues_of(timeline)
    for index, step in coach.steps(timeline.plan).items():
        if step.stretch.kind is Kind.HOLD:
            continue
        for side, _ in enumerate(sides_of(timeline.plan, step)):
            inside = [cue for cue in cues if cue.place == Place(index, side, 1)]
            (begin,) = [n for n, cue in enumerate(inside) if cue.text == step.stretch.start]
            (end,) = [n for n, cue in enumerate(inside) if cue.text == step.stretch.release]
            length = sum(cue.seconds for cue in inside[begin + 1 : end])
            assert length == pytest.approx(step.seconds * step.repetitions, rel=0.02)
            if step.seconds < 3:
                lines = [cue for cue in inside[begin + 1 : end] if cue.text]
                assert len(lines) <= step.repetitions / 2


def test_what_is_needed_is_named_before_anything_is_done(coach: Coach) -> None:
    cues = cues_of(coach.timeline(BEDTIME))
    needed = next(n for n, cue in enumerate(cues) if "a towel or a belt" in cue.text)
    assert needed < next(n for n, cue in enumerate(cues) if cue.place != OPENING)


def test_the_length_that_is_spoken_of_is_the_compiled_one(coach: Coach, library: Library) -> None:
    for name, routine in library.routines.items():
        timeline = coach.timeline(Plan(name))
        said = [cue.text for cue in cues_of(timeline) if cue.text.startswith("It takes about ")]
        minutes = library.phrases.coaching[CoachingPhrase.MINUTES][round(timeline.seconds / 60) - 1]
        # In a cramp nobody waits for that.
        assert said == ([] if routine.mood is Mood.ACUTE else [f"It takes about {minutes}."]), name


def test_every_stretch_is_named_and_every_side(timeline: Timeline, coach: Coach) -> None:
    cues = cues_of(timeline)
    text = " ".join(cue.text for cue in cues).lower()
    for number, (index, step) in enumerate(coach.steps(timeline.plan).items()):
        # The first one of a cramp begins with what is to be done.
        assert number == 0 or step.stretch.title in text
        for side, name in enumerate(sides_of(timeline.plan, step)):
            said = " ".join(
                cue.text for cue in cues if (cue.place.step, cue.place.side) == (index, side)
            ).lower()
            assert name is None or number == 0 or name in said, (index, name)


def test_slow_takes_longer_with_a_slower_voice_and_brief_takes_less(coach: Coach, library: Library) -> None:
    for name in library.routines:
        normal = coach.timeline(Plan(name))
        slow = coach.timeline(Plan(name, Pace.SLOW))
        assert slow.seconds > normal.seconds
        assert cues_of(slow)[0].rate < cues_of(normal)[0].rate
        assert coach.timeline(Plan(name, detail=Detail.BRIEF)).seconds < normal.seconds


def test_bedtime_is_soft_and_slow(coach: Coach) -> None:
    for cue in cues_of(coach.timeline(BEDTIME)):
        assert cue.soft
        assert cue.rate < 1 or cue.text in ("Three.", "Two.", "One.")


def test_the_first_minute_of_a_cramp_begins_with_the_action_and_asks_whether_it_eases(coach: Coach) -> None:
    first = coach.timeline(Plan("cramp-now")).parts[0]
    assert first.cues[0].text == "Straighten your leg and pull your toes up toward your shin."
    assert first.question == "easing"
    assert first.seconds == pytest.approx(60, abs=6)


def test_parts_are_cut_between_stretches_or_sides_and_nowhere_else(timeline: Timeline, coach: Coach) -> None:
    steps = coach.steps(timeline.plan)
    for part, following in pairwise(timeline.parts):
        place = following.cues[0].place
        assert place.repetition == 0
        done = max(index for index in steps if index < place.step or (index == place.step and place.side))
        between = "next_side" if place.side else "next_stretch"
        assert part.question == (steps[done].ask or between)
        assert part.cues[-1].place == place


def test_from_every_place_what_is_left_is_led_and_nothing_else(coach: Coach, library: Library) -> None:
    for name in library.routines:
        plan = Plan(name)
        whole = coach.timeline(plan)
        holds = [(cue.place, hold) for hold, cue, *_ in holds_of(whole)]
        for place in sorted({cue.place for cue in cues_of(whole)}):
            left = coach.timeline(plan, place)
            assert [hold for hold, *_ in holds_of(left)] == [hold for at, hold in holds if at >= place]
            assert place == OPENING or cues_of(left)[0].place >= Place(place.step, place.side)


@pytest.mark.parametrize("side", Side)
def test_one_leg_alone(side: Side, coach: Coach) -> None:
    sides = {hold.side for hold, *_ in holds_of(coach.timeline(Plan("bedtime-in-bed", side=side)))}
    assert sides == {side, None}


def test_holds_as_long_as_somebody_wants_them_still_fit(coach: Coach, library: Library) -> None:
    for name in library.routines:
        for plan in (Plan(name, Pace.SLOW, hold=45), Plan(name, longer=40), Plan(name, longer=-40)):
            for part in coach.timeline(plan).parts:
                assert part.seconds <= 220
    lengths = {hold.seconds for hold, *_ in holds_of(coach.timeline(Plan("desk", hold=30)))}
    assert lengths == {30}


def test_what_is_missing_is_replaced_and_what_is_not_for_somebody_is_left_out(coach: Coach) -> None:
    without = BEDTIME.swapped("towel-stretch", "heels-away")
    assert {hold.stretch for hold, *_ in holds_of(coach.timeline(without))} == {
        "heels-away",
        "toe-touch-in-bed",
        "settle",
    }
    pregnant = Plan("bedtime-in-bed", group="pregnant")
    assert "toe-touch-in-bed" not in {hold.stretch for hold, *_ in holds_of(coach.timeline(pregnant))}
    assert any("propped up" in cue.text for cue in cues_of(coach.timeline(pregnant)))


@pytest.mark.parametrize("minutes", [2, 3, 5])
def test_it_takes_no_longer_than_somebody_has(minutes: int, coach: Coach, library: Library) -> None:
    for name in library.routines:
        plan = coach.shortened(Plan(name), minutes)
        assert len(coach.steps(plan)) == 1 or coach.timeline(plan).seconds <= minutes * 60 + 30


def test_a_voice_that_speaks_faster_gets_longer_pauses_in_a_hold(library: Library) -> None:
    for rate in (0.75, 1.25):
        for hold, _, cues, _ in holds_of(Coach(library, rate).timeline(BEDTIME)):
            assert sum(cue.seconds for cue in cues) == pytest.approx(hold.seconds, abs=0.05)
