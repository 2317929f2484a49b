"""Every routine, interrupted at many moments with every command, over the wire and by a clock.

`benchmarks/interruptions.py` does it at a hundred moments of each routine.
"""

import pytest

from skill.knowledge.library import load_library
from tests.conversation.interruptions import ACUTE, COMMANDS, IN_A_CRAMP, Listener, fault_after

MOMENTS = 40
VOICES = [(1.0, 0.0), (1.0, 1.0), (1.25, 0.0), (1.25, 3.0), (0.85, 0.0), (0.85, 3.0)]
"""How slowly a voice speaks, and the seconds that are lost on the way."""


@pytest.mark.parametrize("routine", load_library().routines)
def test_whatever_is_said_and_whenever_it_goes_on_where_it_should(routine: str, listener: Listener) -> None:
    faults = []
    for command in IN_A_CRAMP if routine == ACUTE else COMMANDS:
        for part, seconds in listener.moments(routine, MOMENTS):
            faults.append(fault_after(listener, routine, part, seconds, command))
    assert [fault for fault in faults if fault] == []


@pytest.mark.parametrize(("slowness", "lag"), VOICES)
def test_no_voice_makes_it_skip_a_repetition(slowness: float, lag: float, listener: Listener) -> None:
    faults = []
    for routine in load_library().routines:
        if routine == ACUTE:
            continue
        for part, seconds in listener.moments(routine, MOMENTS, slowness):
            faults.append(fault_after(listener, routine, part, seconds, "resume", slowness, lag))
    assert [fault for fault in faults if fault] == []
