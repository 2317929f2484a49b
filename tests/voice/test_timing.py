"""How long speech takes: the model held against two real voices."""

from collections.abc import Callable
from functools import cache
from itertools import groupby
from statistics import median, quantiles

import pytest

from skill.coach.coach import Coach
from skill.coach.cue import Cue
from skill.coach.plan import Detail, Pace, Plan
from skill.knowledge.library import Library
from skill.voice.speech import Pause, Said
from skill.voice.timing import seconds, text_seconds
from tests.voice.test_spoken import needs_espeak, needs_piper
from tests.voice.voices import espeak, piper

MAX_MEDIAN = 0.05
MAX_95TH = 0.10
"""How far a hold may be off, as a share of its length."""
MAX_PART_SECONDS = 240.0
EVERY = 4
"""So many lines of routines are held against Piper: one in four. `benchmarks/timing.py` takes all."""

SAID = cache(piper)
SAID_BY_ESPEAK = cache(espeak)


@pytest.fixture(scope="module")
def coach(library: Library) -> Coach:
    return Coach(library)


def _cues(coach: Coach, library: Library, pace: Pace) -> list[tuple[Cue, ...]]:
    """The cues of every part of every routine, in full."""
    return [tuple(part.cues) for name in library.routines for part in coach.timeline(Plan(name, pace)).parts]


def _hold_errors(parts: list[tuple[Cue, ...]], voice: Callable[[str, float], float]) -> list[float]:
    errors = []
    for cues in parts:
        for hold, inside in groupby(cues, key=lambda cue: cue.hold):
            if hold:
                taken = sum(voice(cue.text, cue.rate) if cue.text else cue.seconds for cue in inside)
                errors.append(abs(taken - hold.seconds) / hold.seconds)
    return errors


@pytest.mark.parametrize("pace", Pace)
@pytest.mark.parametrize(
    "voice",
    [
        pytest.param(SAID, marks=needs_piper, id="Piper"),
        pytest.param(SAID_BY_ESPEAK, marks=needs_espeak, id="espeak-ng"),
    ],
)
def test_a_hold_lasts_as_long_as_it_should_as_a_voice_says_it(
    voice: Callable[[str, float], float], pace: Pace, coach: Coach, library: Library
) -> None:
    errors = _hold_errors(_cues(coach, library, pace), voice)
    assert median(errors) <= MAX_MEDIAN
    assert quantiles(errors, n=20)[-1] <= MAX_95TH


@needs_espeak
@pytest.mark.parametrize("pace", Pace)
def test_no_reply_of_a_routine_is_too_long_as_espeak_says_it(
    pace: Pace, coach: Coach, library: Library
) -> None:
    for cues in _cues(coach, library, pace):
        taken = sum(SAID_BY_ESPEAK(cue.text, cue.rate) if cue.text else cue.seconds for cue in cues)
        assert taken <= MAX_PART_SECONDS


@pytest.mark.slow
@needs_piper
def test_the_estimate_is_near_what_piper_needs(coach: Coach, library: Library) -> None:
    cues = {
        cue.text
        for detail in Detail
        for name in library.routines
        for part in coach.timeline(Plan(name, detail=detail)).parts
        for cue in part.cues
        if cue.text and "{" not in cue.text
    }
    lines = sorted(cues)[::EVERY]
    errors = [abs(text_seconds(line) - SAID(line)) / SAID(line) for line in lines]
    assert len(lines) > 50
    assert median(errors) <= 0.08
    assert quantiles(errors, n=20)[-1] <= 0.20


def test_pauses_count_as_they_are_and_a_slower_voice_takes_longer() -> None:
    assert seconds(("Hold.", Pause(10), Said("Let go.", 0.5))) == pytest.approx(
        10 + text_seconds("Hold.") + 2 * text_seconds("Let go.")
    )


def test_nothing_takes_no_time() -> None:
    assert seconds(()) == 0
    assert text_seconds("") == 0
    assert text_seconds("   ") == 0
