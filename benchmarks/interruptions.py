"""Every routine, interrupted at a hundred moments with every command, by voices of different speeds.

    python benchmarks/interruptions.py

Prints what did not go on where it should with the voice as planned; then, for voices that are slower or
faster, with 0 to 3 s of lag, how often another stretch or side was found than was being done, and how often a
resumed routine begins at the very repetition that was interrupted, or before it. Takes about half an hour.
"""

import sys
from collections import Counter
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.coach.coach import Coach
from skill.coach.plan import Plan
from skill.interaction.model import load_model
from skill.knowledge.library import load_library
from skill.settings import read_settings
from skill.simulator.hearing import Hearing
from tests.conversation.interruptions import AS_PLANNED, COMMANDS, Listener, Voice, faults, resumed_at
from tests.household import Household

MOMENTS = 100
SLOWNESS = (1.0, 1.25, 0.85)
LAGS = (0.0, 1.0, 2.0, 3.0)
FROM_THE_CUE = ("continue", "next", "previous", "repeat", "repeat stretch", "which one", "how long left")
"""What takes the cue that was likely being spoken; everything else goes on at the earliest place."""


def main() -> None:
    """Interrupt, and print what came of it."""
    library = load_library()
    settings = read_settings({"SKILL_AUDIO_DIR": "nothing-rendered"})
    household = Household(settings, Hearing(load_model("en-US")), remember=False)
    listener = Listener(household, Coach(library))
    for command in COMMANDS:
        found = [
            fault
            for name in library.routines
            for fault in faults(listener, name, command, MOMENTS, AS_PLANNED)
        ]
        report(f"{command}, as planned", found)
    for slowness, lag in product(SLOWNESS, LAGS):
        voice = Voice(slowness, lag)
        label = f"{slowness:.2f} times as long, {lag:g} s of lag"
        for command in COMMANDS if slowness != 1.0 and lag in (LAGS[0], LAGS[-1]) else ("resume",):
            if command in FROM_THE_CUE:
                print(f"{command}, {label}: {elsewhere(listener, command, voice)}")
            else:
                found = [
                    fault
                    for name in library.routines
                    for fault in faults(listener, name, command, MOMENTS, voice)
                ]
                report(f"{command}, {label}", found)
        print(f"resume, {label}: {steps_back(listener, voice)}")


def report(label: str, found: list[str | None]) -> None:
    """A line for a command, and one for each fault."""
    wrong = [fault for fault in found if fault]
    print(f"{label}: {len(found)} interruptions, {len(wrong)} faults")
    for fault in wrong:
        print(f"  {fault}")


def elsewhere(listener: Listener, command: str, voice: Voice) -> str:
    """How often a command was taken for another stretch or side: before the first answer, and after it."""
    wrong: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for routine in load_library().routines:
        moments = listener.moments(routine, MOMENTS, voice)
        for (part, _), fault in zip(moments, faults(listener, routine, command, MOMENTS, voice), strict=True):
            total[part > 0] += 1
            wrong[part > 0] += fault is not None
    shares = [f"{wrong[late]} of {total[late]} ({wrong[late] / total[late]:.1%})" for late in (False, True)]
    return f"elsewhere in the first part {shares[0]}, in later ones {shares[1]}"


def steps_back(listener: Listener, voice: Voice) -> str:
    """How far before the interrupted repetition a routine goes on, and how often on the same leg."""
    back: Counter[str] = Counter()
    same_leg: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    for routine in load_library().routines:
        parts = listener.coach.timeline(Plan(routine)).parts
        for number, at in listener.moments(routine, MOMENTS, voice):
            places = sorted({cue.place for cue in parts[number].cues})
            spoken = parts[number].cue_at(at, voice.slowness).place
            there = resumed_at(listener, routine, number, at, voice)
            steps = places.index(spoken) - places.index(there)
            back["the same" if steps == 0 else "one before" if steps == 1 else "earlier"] += 1
            same_leg[number > 0] += (spoken.step, spoken.side) == (there.step, there.side)
            total[number > 0] += 1
    shares = ", ".join(f"{name} {count / total.total():.0%}" for name, count in back.most_common())
    legs = [f"{same_leg[late] / total[late]:.0%}" for late in (False, True)]
    return f"{shares}; the same leg of the same stretch in the first part {legs[0]}, in later ones {legs[1]}"


if __name__ == "__main__":
    main()
