"""The memory of a worker after 1,000 and after 20,000 requests of the mix.

    python benchmarks/growth.py [--answers ANSWERS]

Prints the resident memory of the process that answers after every thousand of ANSWERS (default: 20,000). Each
thousand comes from people whom the skill has not met. Takes a minute or two.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.loads import put_load
from benchmarks.serving.posts import sign, write
from benchmarks.serving.sessions import Town
from benchmarks.serving.surroundings import surroundings

STEP = 1_000
PEOPLE = 40
ALLOWED = 2.0
"""The MiB by which memory may grow from the first thousand answers to the last."""


def main() -> None:
    """Print the memory after each step, and the verdict."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--answers", type=int, default=20_000)
    given = parser.parse_args()
    sizes = []
    with surroundings() as place, place.skill() as server:
        town = Town(place.settings())
        (worker,) = server.workers()
        for answered in range(STEP, given.answers + 1, STEP):
            mix = town.mix(PEOPLE, name=f"NEW-{answered}")
            posts = [sign(asked.kind, asked.envelope, place.amazon) for asked in mix]
            taken = put_load(server.port, write(posts, place.folder / "load"), "--answers", str(STEP))
            sizes.append(_resident(worker))
            print(f"{answered:>6} answers: {sizes[-1]:.2f} MiB, {taken.bad} not 200", flush=True)
    grown = sizes[-1] - sizes[0]
    print(f"{'reached' if grown <= ALLOWED else 'MISSED'}: {grown:+.2f} MiB ({ALLOWED:g})")


def _resident(process: int) -> float:
    """Return the resident memory of a process in MiB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    (size,) = (line.split()[1] for line in lines if line.startswith("VmRSS:"))
    return int(size) / 1024


if __name__ == "__main__":
    main()
