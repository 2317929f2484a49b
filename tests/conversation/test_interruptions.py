"""Every routine, interrupted at several moments with every command, over the wire and by a clock.

The slow tests do it at forty moments of each routine, `benchmarks/interruptions.py` at a hundred.
"""

import pytest

from skill.knowledge.library import load_library
from tests.conversation.interruptions import AS_PLANNED, COMMANDS, Listener, Voice, faults

at_moments = pytest.mark.parametrize("moments", [9, pytest.param(40, marks=pytest.mark.slow)])
"""How many moments of each routine are tried."""
VOICES = [Voice(1.0, 1.0), Voice(1.25, 0.0), Voice(1.25, 3.0), Voice(0.85, 0.0), Voice(0.85, 3.0)]
ANSWERING = [0.0, 7.0, 30.0]
"""Seconds from a question to its answer: at once, late, and after it was asked again."""


@at_moments
@pytest.mark.parametrize("routine", load_library().routines)
def test_whatever_is_said_and_whenever_it_goes_on_where_it_should(
    routine: str, moments: int, listener: Listener
) -> None:
    found = [faults(listener, routine, command, moments, AS_PLANNED) for command in COMMANDS]
    assert [fault for each in found for fault in each if fault] == []


@at_moments
@pytest.mark.parametrize("voice", VOICES, ids=str)
def test_no_voice_makes_it_skip_a_repetition(voice: Voice, moments: int, listener: Listener) -> None:
    found = [faults(listener, routine, "resume", moments, voice) for routine in load_library().routines]
    assert [fault for each in found for fault in each if fault] == []


@at_moments
@pytest.mark.parametrize("seconds", ANSWERING)
@pytest.mark.parametrize("slowness", [0.85, 1.0, 1.25])
def test_however_soon_somebody_answers_nothing_is_skipped(
    slowness: float, seconds: float, moments: int, listener: Listener
) -> None:
    voice = Voice(slowness, 0.0, seconds)
    found = [faults(listener, routine, "resume", moments, voice) for routine in ("seated", "standing-break")]
    assert [fault for each in found for fault in each if fault] == []
