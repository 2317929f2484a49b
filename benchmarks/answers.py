"""The speed of answers: what the skill gives a second, for each kind of request.

    python benchmarks/answers.py [SECONDS]

Each kind is asked for that many seconds (default: 2), in one thread, over WSGI without a network, with
memory in a SQLite file. The request is the same each time, so that only the answer is measured.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.interaction.model import load_model
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app

WAYS: dict[str, list[Callable[[Device], Any]]] = {
    "launch": [lambda echo: echo.launch()],
    "help": [lambda echo: echo.intent("AMAZON.HelpIntent")],
    "a question": [lambda echo: echo.ask("why do my legs cramp at night")],
    "a symptom": [lambda echo: echo.intent("SymptomIntent", {"sign": "my calf is sore after football"})],
    "danger": [lambda echo: echo.intent("SymptomIntent", {"sign": "chest pain and short of breath"})],
    "a cramp": [lambda echo: echo.intent("CrampNowIntent", {"muscle": "calf"})],
    "start": [lambda echo: echo.intent("StartRoutineIntent", {"routine": "desk break"})],
    "next": [
        lambda echo: echo.intent("StartRoutineIntent", {"routine": "desk break"}),
        lambda echo: echo.intent("AMAZON.NextIntent"),
    ],
    "how long left": [
        lambda echo: echo.intent("StartRoutineIntent", {"routine": "desk break"}),
        lambda echo: echo.intent("HowLongLeftIntent"),
    ],
}
"""Kind to the requests that lead to it, the last one its own."""


def main(seconds: float) -> None:
    """Print answers a second and the median of their milliseconds, by kind and for all kinds in turn."""
    with TemporaryDirectory() as folder:
        settings = read_settings({"SKILL_DATABASE_URL": f"sqlite:///{folder}/memory.sqlite3"})
        transport = WsgiTransport(create_app(settings, verify=False))
        hearing = Hearing(load_model("en-US"))
        envelopes = {kind: _envelope(ways, transport, hearing) for kind, ways in WAYS.items()}
        for kind, envelope in envelopes.items():
            _print(kind, _times(transport, [envelope], seconds))
        _print("all of them in turn", _times(transport, list(envelopes.values()), seconds * 3))


def _envelope(
    ways: list[Callable[[Device], Any]], transport: WsgiTransport, hearing: Hearing
) -> dict[str, Any]:
    clock = Clock()
    device = Device(transport, hearing, clock=clock)
    for way in ways:
        clock.advance(30)
        answer = way(device)
    envelope: dict[str, Any] = answer.request
    return envelope


def _times(transport: WsgiTransport, envelopes: list[dict[str, Any]], seconds: float) -> list[float]:
    times = []
    ends = perf_counter() + seconds
    while perf_counter() < ends:
        for envelope in envelopes:
            begun = perf_counter()
            transport(envelope)
            times.append(perf_counter() - begun)
    return times


def _print(kind: str, times: list[float]) -> None:
    print(f"{kind:<20} {len(times) / sum(times):6.0f} a second, {median(times) * 1000:6.2f} ms")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
