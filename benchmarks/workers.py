"""One, two and four workers on one SQLite file: that nothing that was kept is lost, and answers a second.

    python benchmarks/workers.py [--seconds SECONDS]

People use the skill at the same time, each request over a connection of its own, so that any worker gets it.
Each person's requests come in their order: they are led and played through a routine, stop, and come back to
what is kept of them. Every answer is held against that of a skill in this process with one worker and nobody
else. Then the mix of `answers.py` goes to all workers for SECONDS (default: 5), over sixteen connections.
"""

import argparse
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.loads import percentile, put_load, rate
from benchmarks.serving.posts import Post, ask, sign, write
from benchmarks.serving.sessions import Asked, Town
from benchmarks.serving.surroundings import Surroundings, surroundings

WORKERS = (1, 2, 4)
PEOPLE = 60
CONNECTIONS = 16
AT_ONCE = 12
"""The number of people who talk at the same time."""


def main() -> None:
    """Print a line for each number of workers."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    with surroundings() as place:
        for workers in WORKERS:
            _measure(place, workers, given.seconds)


def _measure(place: Surroundings, workers: int, seconds: float) -> None:
    town = Town(place.settings())
    with place.skill(SKILL_WORKERS=str(workers)) as server:
        count, wrong = _different(place, server.port, town.mix(PEOPLE))
        posts = [sign(each.kind, each.envelope, place.amazon) for each in town.mix(PEOPLE, name="OTHER")]
        file = write(posts, place.folder / "load")
        taken = put_load(server.port, file, "--seconds", str(seconds), connections=CONNECTIONS)
        processes = len(server.workers())
    print(
        f"{workers} workers ({processes} processes): {len(wrong)} of {count} answers differ; "
        f"{rate(taken):.0f} answers a second, 99 % within {percentile(taken.times, 99):.1f} ms, "
        f"{taken.bad} not 200",
        flush=True,
    )
    for line in wrong[:3]:
        print(f"  {line}")


def _different(place: Surroundings, port: int, mix: list[Asked]) -> tuple[int, list[str]]:
    """Send everybody's requests. Return the number of answers, and a line for each that is wrong."""
    people: dict[str, list[tuple[Asked, Post]]] = {}
    for asked in mix:
        post = sign(asked.kind, asked.envelope, place.amazon)
        people.setdefault(asked.user, []).append((asked, post))

    def talk(requests: list[tuple[Asked, Post]]) -> list[str]:
        return [line for asked, post in requests if (line := _difference(port, asked, post))]

    with ThreadPoolExecutor(AT_ONCE) as everybody:
        return len(mix), [line for lines in everybody.map(talk, people.values()) for line in lines]


def _difference(port: int, asked: Asked, post: Post) -> str | None:
    try:
        status, body = ask(port, post)
    except OSError as error:
        return f"{asked.kind}: no answer, {error}"
    if status == 200 and json.loads(body) == asked.answer:
        return None
    return f"{asked.kind}: {status} {body.decode()[:200]} instead of {json.dumps(asked.answer)[:200]}"


if __name__ == "__main__":
    main()
