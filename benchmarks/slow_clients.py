"""The slowest answer while other clients hold connections and say nothing, and that to a very long slot.

    python benchmarks/slow_clients.py [--seconds SECONDS]

200 connections are idle, 200 send a byte a second of their headers, 200 a byte a second of their body, each
kind by itself and then all of them. Meanwhile somebody asks for SECONDS (default: 5): signed requests of the
mix, each over a connection of its own, one after the other. Then somebody fills a slot with 231 KB of words,
of several kinds. Prints the slowest answer in milliseconds; 50 are allowed.
"""

import argparse
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.posts import WAIT, Post, ask, sign
from benchmarks.serving.sessions import Town, wordings
from benchmarks.serving.surroundings import Surroundings, surroundings

ALLOWED = 50.0
COUNT = "200"
KINDS = ("idle", "headers", "bodies")
PEOPLE = 10
WARM_UP = 20
PAUSE = 3.0
"""The seconds for which the slow clients are there before anybody asks."""

SLOT_BYTES = 231_000
_SEED = 12
SLOTS = {
    "the same words": ["my", "leg"],
    "words of denials": ["one", "leg", "is", "not", "a", "leg"],
    "reports of warning signs": [" ".join(wordings("signs.yaml"))],
    "words that nobody knows": [
        "".join(random.Random(_SEED + number).choices("abcdefghijklmnopqrstuvwxyz", k=7))
        for number in range(5_000)
    ],
}
"""The kinds of words that fill a slot."""

DAWDLERS = Path(__file__).parent / "serving" / "dawdlers.py"


def main() -> None:
    """Print a line for each kind of slow clients, and for each kind of long slot."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    with surroundings() as place:
        town = Town(place.settings())
        for kinds in ((), *((kind,) for kind in KINDS), KINDS):
            what = " and ".join(f"{COUNT} {kind}" for kind in kinds) or "nobody else"
            with _warm_skill(place, town) as port, _dawdling(port, kinds):
                mix = [sign(each.kind, each.envelope, place.amazon) for each in town.mix(PEOPLE)]
                times, failures = _ask_for(port, mix, given.seconds)
                _print(what, times, failures, is_fast=max(times) <= ALLOWED and not failures)
        for name, words in SLOTS.items():
            with _warm_skill(place, town) as port:
                times, failures = _ask([_long(place, town, words)], port)
                # A refusal is as good as an answer.
                what = f"a slot of {SLOT_BYTES:,} bytes, {name}"
                _print(what, times, failures, is_fast=max(times) <= ALLOWED)


@contextmanager
def _warm_skill(place: Surroundings, town: Town) -> Iterator[int]:
    """Serve a skill that has the signing chain already. Yield its port."""
    with place.skill() as server:
        for asked in town.help(WARM_UP):
            ask(server.port, sign(asked.kind, asked.envelope, place.amazon))
        yield server.port


@contextmanager
def _dawdling(port: int, kinds: tuple[str, ...]) -> Iterator[None]:
    """Have slow clients of these kinds while the context is open."""
    if not kinds:
        yield
        return
    counts = [word for kind in kinds for word in (kind, COUNT)]
    command = [sys.executable, "-I", str(DAWDLERS), str(port), *counts]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as dawdlers:
        try:
            assert dawdlers.stdout is not None
            dawdlers.stdout.readline()
            sleep(PAUSE)
            yield
        finally:
            dawdlers.terminate()


def _ask_for(port: int, posts: list[Post], seconds: float) -> tuple[list[float], list[str]]:
    """Ask until the time is over."""
    ends = perf_counter() + seconds

    def until_the_end() -> Iterator[Post]:
        for post in cycle(posts):
            if perf_counter() > ends:
                return
            yield post

    return _ask(until_the_end(), port)


def _ask(posts: Iterator[Post] | list[Post], port: int) -> tuple[list[float], list[str]]:
    """Ask one after the other. Return the milliseconds of each, and the answers other than 200."""
    times, failures = [], []
    for post in posts:
        begun = perf_counter()
        try:
            status, body = ask(port, post)
            failure = "" if status == 200 else f"{status} {body.decode()[:80]}"
        except (OSError, HTTPException) as error:
            failure = f"no answer within {WAIT:g} s" if isinstance(error, TimeoutError) else repr(error)
        times.append((perf_counter() - begun) * 1000)
        failures += [failure] if failure else []
    return times, failures


def _long(place: Surroundings, town: Town, words: list[str]) -> Post:
    envelope = town.symptom("my calf is sore").envelope
    said = ""
    filled = cycle(words)
    while len(said) < SLOT_BYTES:
        said += next(filled) + " "
    slot = envelope["request"]["intent"]["slots"]["sign"]
    # Together with the same words in the newer `slotValue`, the body would be larger than the skill reads.
    del slot["slotValue"]
    slot["value"] = said[:SLOT_BYTES]
    return sign("symptom", envelope, place.amazon)


def _print(what: str, times: list[float], failures: list[str], *, is_fast: bool) -> None:
    verdict = "reached" if is_fast else "MISSED "
    figures = f"{len(times)} asked, median {median(times):.1f} ms, slowest {max(times):.1f} ms"
    print(f"{verdict}  {what}: {figures}", flush=True)
    for failure in dict.fromkeys(failures):
        print(f"         {failures.count(failure)} times: {failure}", flush=True)


if __name__ == "__main__":
    main()
