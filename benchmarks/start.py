"""The time from a start to the first answer, beside that of Amazon's bare SDK.

    python benchmarks/start.py [--times TIMES]

Prints the median of TIMES (default: 10), in milliseconds, of

- `python -m skill ask`, and a program that says hello to one request and prints it: with Amazon's SDK and
  Flask, which the skill is made of, and with the SDK alone;
- `python -m skill serve` until it has answered a request, with `--no-verify` and then verifying, which takes
  the download of the signing chain, and Amazon's SDK with Flask on the same server, which verifies nothing.

Everything is started in turn, so that all of them meet the same machine.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http.client import HTTPException
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.posts import Post, ask, sign
from benchmarks.serving.sessions import Town
from benchmarks.serving.surroundings import ROOT, Surroundings, end, environment_of, surroundings
from tests.web.servers import free_port

PATIENCE = 20.0
"""The seconds after which an answer is given up."""

BETWEEN = 0.002
"""The seconds between two tries to connect."""

GOAL = 1.5
RIVALS = "benchmarks.serving.rivals"
ASK, SERVE = "skill ask", "skill serve --no-verify"
HELLO, HELLO_FLASK = "SDK says hello", "SDK with Flask says hello"
HELLO_SERVED = "SDK with Flask, served"


def main() -> None:
    """Print a line for each program, and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    with surroundings() as place:
        ways = _ways(place)
        for start in ways.values():  # Bytecode is compiled, and files are read from the disk.
            start()
        taken: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(given.times):
            for name, start in ways.items():
                taken[name].append(start())
    middle = {name: median(times) for name, times in taken.items()}
    for name, times in taken.items():
        print(
            f"{name:<28} {middle[name] * 1000:6.0f} ms ({min(times) * 1000:.0f} to {max(times) * 1000:.0f})"
        )
    for ours, theirs in ((SERVE, HELLO_SERVED), (ASK, HELLO_FLASK), (ASK, HELLO)):
        ratio = middle[ours] / middle[theirs]
        verdict = "reached" if ratio <= GOAL else "MISSED "
        print(f"{verdict}  {ours}: {ratio:.2f} times {theirs} ({GOAL:g})")


def _ways(place: Surroundings) -> dict[str, Callable[[], float]]:
    """Return each program as a function that starts it, ends it, and returns the seconds it took."""
    town = Town(place.settings())
    envelope = json.dumps(town.help(1)[0].envelope).encode()

    def post() -> Post:
        return sign("help", town.help(1)[0].envelope, place.amazon)

    def program(arguments: Sequence[str], given: bytes, expected: str) -> Callable[[], float]:
        return lambda: _run([sys.executable, "-m", *arguments], place, given, expected)

    def server(arguments: Sequence[str], expected: str) -> Callable[[], float]:
        return lambda: _serve([sys.executable, "-m", *arguments], place, post(), expected)

    return {
        ASK: program(["skill", "ask", "help"], b"", "You can say"),
        HELLO_FLASK: program([f"{RIVALS}.hello_flask"], envelope, "Hello."),
        HELLO: program([f"{RIVALS}.hello"], envelope, "Hello."),
        SERVE: server(["skill", "serve", "--no-verify"], "You can say"),
        "skill serve, signed": server(["skill", "serve"], "You can say"),
        HELLO_SERVED: server([f"{RIVALS}.python_sdk"], "Hello."),
    }


def _environment(place: Surroundings, **settings: str) -> dict[str, str]:
    """Return the environment of a program, whose bytecode is kept from one start to the next, as usual."""
    bytecode = {"PYTHONPYCACHEPREFIX": str(place.folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": ""}
    return environment_of({**place.settings(), **bytecode, **settings})


def _run(command: list[str], place: Surroundings, given: bytes, expected: str) -> float:
    environment = _environment(place)
    begun = perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, input=given, capture_output=True, check=True, timeout=PATIENCE
    )
    seconds = perf_counter() - begun
    assert expected in done.stdout.decode(), done.stdout
    return seconds


def _serve(command: list[str], place: Surroundings, post: Post, expected: str) -> float:
    port = free_port()
    environment = _environment(place, BENCHMARK_PORT=str(port))
    if "skill" in command:
        command = [*command, "--port", str(port)]
    begun = perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while True:
            try:
                status, body = ask(port, post)
                break
            except (OSError, HTTPException):
                if perf_counter() - begun > PATIENCE:
                    raise
                time.sleep(BETWEEN)
        seconds = perf_counter() - begun
    finally:
        end(process)
    assert status == 200, body
    assert expected in body.decode(), body
    return seconds


if __name__ == "__main__":
    main()
