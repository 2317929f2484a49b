"""The walk of one request through the conversation: every function that it calls, and how often.

    python benchmarks/one_turn.py ["WORDS"]

Prints the calls of the skill's own functions in the order of their first call, indented by depth, from the
lookup of the handler to the saved session. By default somebody asks "why do my legs cramp at night".
"""

import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import skill
from skill.interaction.model import load_model
from skill.settings import read_settings
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app

SKILL = Path(skill.__file__).parent
WORDS = "why do my legs cramp at night"
SHOWN = ("conversation", "memory")
"""The rooms whose functions are printed."""


class Walk:
    """The calls of one request."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._depths: dict[str, int] = {}
        self._depth = 0

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        """Note a call or a return, as sys.setprofile tells of it."""
        path = Path(frame.f_code.co_filename)
        name = frame.f_code.co_qualname
        if SKILL not in path.parents or path.relative_to(SKILL).parts[0] not in SHOWN or "<" in name:
            return
        if event == "call":
            called = f"{path.relative_to(SKILL).with_suffix('')}: {name}"
            self.counts[called] += 1
            self._depths.setdefault(called, self._depth)
            self._depth += 1
        elif event == "return":
            self._depth -= 1

    def lines(self) -> list[str]:
        """A line for each function, with how often it was called."""
        return [f"{self.counts[called]:3} {'  ' * depth}{called}" for called, depth in self._depths.items()]


def main(words: str) -> None:
    """Ask once to have everything loaded, then once more to be watched."""
    with TemporaryDirectory() as folder:
        settings = read_settings({"SKILL_DATABASE_URL": f"sqlite:///{folder}/memory.sqlite3"})
        transport = WsgiTransport(create_app(settings, verify=False))
        device = Device(transport, Hearing(load_model("en-US")))
        request = device.ask(words).request
        walk = Walk()
        sys.setprofile(walk)
        transport(request)
        sys.setprofile(None)
    print("\n".join(walk.lines()))


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]) or WORDS)
