"""The wait for an answer while memory cannot be reached.

    python benchmarks/urgent.py

Prints the milliseconds of the slowest of ten answers, with memory in a healthy SQLite file, in one that
another connection has locked, in a folder where the file should be, and in a PostgreSQL at an address that
takes connections and never answers. In danger, in pain and in a cramp nobody waits; any other answer waits
for PATIENCE at most. Each answer interrupts a routine whose place memory keeps. Memory has rested before each
of them, so that each waits as the first one does. Then it prints if the place is kept once memory is back.
"""

import logging
import socket
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.interaction.model import load_model
from skill.memory import queued
from skill.memory.away import Rest
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app

SAID: dict[str, tuple[str, dict[str, str]]] = {
    "danger": ("SymptomIntent", {"sign": "chest pain"}),
    "that hurts": ("ThatHurtsIntent", {}),
    "a cramp": ("CrampNowIntent", {"muscle": "calf"}),
    "next": ("AMAZON.NextIntent", {}),
    "pause": ("AMAZON.PauseIntent", {}),
    "a question": ("WhyCrampsIntent", {}),
    "how long": ("HowLongLeftIntent", {}),
    "a launch": ("", {}),
    "forget me": ("AMAZON.YesIntent", {}),
}
"""Name of what is said to its intent and slots; no intent is a launch."""
TIMES = 10


def main() -> None:
    """Print a line for each state of memory and each thing that is said."""
    logging.disable()
    with TemporaryDirectory() as folder:
        _try_with_a_file(Path(folder, "memory.sqlite3"))
        file = Path(folder, "another.sqlite3")
        file.mkdir()
        skill = Skill(f"sqlite:///{file}")
        skill.print_times("no file")
        file.rmdir()
        skill.print_if_it_is_back("no file")
    if find_spec("psycopg") is None:
        print('memory away: not tried without a driver (pip install -e ".[postgresql]")')
        return
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/memory"
        Skill(url).print_times("away")


def _try_with_a_file(file: Path) -> None:
    skill = Skill(f"sqlite:///{file}")
    skill.print_times("healthy")
    skill.print_if_it_is_back("healthy")
    connection = sqlite3.connect(file, isolation_level=None)
    for state, mode in (("locked", "WAL"), ("all locked", "DELETE")):
        # Without a log the lock keeps readers out as well.
        skill = Skill(f"sqlite:///{file}")
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("BEGIN EXCLUSIVE")
        skill.print_times(state)
        connection.rollback()
        skill.print_if_it_is_back(state)
    connection.close()


class Skill:
    """The skill with its memory in one state."""

    def __init__(self, url: str) -> None:
        self._transport = WsgiTransport(create_app(read_settings({"SKILL_DATABASE_URL": url}), verify=False))
        self._elsewhere = WsgiTransport(create_app(read_settings({}), verify=False, remember=False))
        self._hearing = Hearing(load_model("en-US"))

    def print_times(self, state: str) -> None:
        """Print the milliseconds of the slowest answer to each thing that is said."""
        for name in SAID:
            slowest = max(self._seconds(name, f"{state} {name} {number}") for number in range(TIMES))
            print(f"memory {state:<10} {name:<11} {slowest * 1000:6.1f} ms")

    def print_if_it_is_back(self, state: str) -> None:
        """Print if the place in a routine is kept, once memory has rested."""
        _end_the_rest()
        device = self._in_a_routine(f"{state}, back")
        device.reach(self._transport)
        device.intent("AMAZON.StopIntent")
        is_kept = "carry on" in device.launch().text
        print(f"memory {state:<10} is {'back' if is_kept else 'NOT back'}")

    def _seconds(self, name: str, user: str) -> float:
        intent, slots = SAID[name]
        device = self._in_a_routine(user)
        if name == "forget me":
            device.intent("ForgetMeIntent")
        # The session goes on at a skill whose memory is in this state.
        device.reach(self._transport)
        _end_the_rest()
        begun = perf_counter()
        if intent:
            device.intent(intent, slots)
        else:
            device.launch()
        return perf_counter() - begun

    def _in_a_routine(self, user: str) -> Device:
        clock = Clock()
        device = Device(self._elsewhere, self._hearing, clock=clock, user=user)
        device.intent("StartRoutineIntent", {"routine": "desk break"})
        clock.advance(60)
        return device


def _end_the_rest() -> None:
    """Have every memory tried again by the next request."""
    for memory in list(queued._memories):
        memory._reading, memory._writing = Rest(), Rest()


if __name__ == "__main__":
    main()
