"""Every routine, interrupted at a hundred moments with every command, by voices of different speeds.

    python benchmarks/interruptions.py

Prints what did not go on where it should, and how often a resumed routine begins at the very repetition that
was interrupted, or before it.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.coach.coach import Coach
from skill.coach.heard import hear
from skill.coach.plan import Plan
from skill.interaction.model import load_model
from skill.knowledge.library import load_library
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.conversation.interruptions import ACUTE, COMMANDS, IN_A_CRAMP, Listener, fault_after

MOMENTS = 100
UNPLANNED = ((1.25, 0.0), (0.85, 1.0))
"""Voices with which everything else is said as well: what takes the cue of a voice as planned may be off."""
VOICES = [(slowness, lag) for slowness in (0.85, 1.0, 1.25) for lag in (0.0, 1.0, 2.0, 3.0)]


def main() -> None:
    """Interrupt, and print what came of it."""
    library = load_library()
    clock = Clock()
    app = create_app(read_settings({}), verify=False, remember=False)
    listener = Listener(
        Device(WsgiTransport(app), Hearing(load_model("en-US")), clock=clock), clock, Coach(library)
    )
    for command in COMMANDS:
        routines = [name for name in library.routines if name != ACUTE or command in IN_A_CRAMP]
        report(command, [faults(listener, routine, command) for routine in routines])
    for slowness, lag in UNPLANNED:
        for command in [name for name in COMMANDS if name not in ("resume", "how long left")]:
            routines = [name for name in library.routines if name != ACUTE or command in IN_A_CRAMP]
            found = [faults(listener, routine, command, slowness, lag) for routine in routines]
            wrong = sum(fault is not None for each in found for fault in each)
            count = sum(len(each) for each in found)
            print(f"{command}, {slowness:.2f} times as long, {lag:g} s of lag: {wrong / count:.0%} elsewhere")
    for slowness, lag in VOICES:
        routines = [name for name in library.routines if name != ACUTE]
        label = f"resume, a voice that takes {slowness:.2f} times as long, {lag:g} s of lag"
        report(label, [faults(listener, routine, "resume", slowness, lag) for routine in routines])
        print(f"  {steps_back(listener, slowness, lag)}")


def faults(
    listener: Listener, routine: str, command: str, slowness: float = 1.0, lag: float = 0.0
) -> list[str | None]:
    """What goes wrong at each of the moments, if anything does."""
    moments = listener.moments(routine, MOMENTS, slowness)
    return [fault_after(listener, routine, part, at, command, slowness, lag) for part, at in moments]


def report(label: str, found: list[list[str | None]]) -> None:
    """A line for a command, and one for each fault."""
    wrong = [fault for each in found for fault in each if fault]
    print(f"{label}: {sum(len(each) for each in found)} interruptions, {len(wrong)} faults")
    for fault in wrong:
        print(f"  {fault}")


def steps_back(listener: Listener, slowness: float, lag: float) -> str:
    """How far before the interrupted repetition a routine goes on, and how often on the same leg."""
    back: Counter[str] = Counter()
    same_leg = total = 0
    for routine in load_library().routines:
        parts = listener.coach.timeline(Plan(routine)).parts
        for number, at in listener.moments(routine, MOMENTS, slowness):
            part = parts[number]
            places = sorted({cue.place for cue in part.cues})
            spoken, earliest = part.cue_at(at, slowness).place, hear(part, at + lag, 0.0).earliest.place
            steps = places.index(spoken) - places.index(earliest)
            back["the same" if steps == 0 else "one before" if steps == 1 else "earlier"] += 1
            same_leg += (spoken.step, spoken.side) == (earliest.step, earliest.side)
            total += 1
    shares = ", ".join(f"{name} {count / total:.0%}" for name, count in back.most_common())
    return f"goes on at: {shares}; on the same leg of the same stretch {same_leg / total:.0%}"


if __name__ == "__main__":
    main()
