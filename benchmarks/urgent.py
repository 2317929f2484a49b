"""How long somebody in danger, in pain or in a cramp waits while memory cannot be reached.

    python benchmarks/urgent.py

Prints the milliseconds of the slowest of ten answers, with memory in a healthy SQLite file, in one that
another connection has locked, and in a PostgreSQL at an address that takes connections and never answers.
Each answer interrupts a routine whose place memory keeps.
"""

import socket
import sqlite3
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.interaction.model import load_model
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
}
TIMES = 10


def main() -> None:
    """Print a line for each state of memory and each thing that is said."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "memory.sqlite3")
        url = f"sqlite:///{file}"
        _print("healthy", url)
        connection = sqlite3.connect(file)
        connection.execute("BEGIN EXCLUSIVE")
        _print("locked", url)
        connection.rollback()
        connection.close()
    if find_spec("psycopg") is None:
        print('memory away: not tried without a driver (pip install -e ".[postgresql]")')
        return
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _print("away", f"postgresql+psycopg://nobody@127.0.0.1:{silent.getsockname()[1]}/memory")


def _print(state: str, url: str) -> None:
    app = create_app(read_settings({"SKILL_DATABASE_URL": url}), verify=False)
    elsewhere = create_app(read_settings({}), verify=False, remember=False)
    hearing = Hearing(load_model("en-US"))
    for name, (intent, slots) in SAID.items():
        times = []
        for number in range(TIMES):
            clock = Clock()
            device = Device(WsgiTransport(elsewhere), hearing, clock=clock, user=f"person {number}")
            device.intent("StartRoutineIntent", {"routine": "desk break"})
            clock.advance(60)
            # The session goes on at a skill whose memory is in this state.
            device.reach(WsgiTransport(app))
            begun = perf_counter()
            device.intent(intent, slots)
            times.append(perf_counter() - begun)
        print(f"memory {state:<8} {name:<11} {max(times) * 1000:6.1f} ms")


if __name__ == "__main__":
    main()
