"""Answers a second of a bare Flask application on several servers, which docs/server.md compares.

    python benchmarks/servers.py [--seconds SECONDS]

The application reads the body, and answers about as much as the skill's help does. Eight connections put
their load on one process, SECONDS long (default: 3). Waitress is tried where it is installed.
"""

import argparse
import importlib.util
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.serving.loads import percentile, put_load, rate
from benchmarks.serving.posts import sign, write
from benchmarks.serving.sessions import Town
from benchmarks.serving.surroundings import surroundings

RIVALS = "benchmarks.serving.rivals"
SERVERS = {
    "the skill's server": [f"{RIVALS}.bare_flask"],
    "Granian's WSGI mode, one thread": [f"{RIVALS}.other_servers", "granian-1"],
    "Granian's WSGI mode, eight threads": [f"{RIVALS}.other_servers", "granian-8"],
    "Waitress, eight threads": [f"{RIVALS}.other_servers", "waitress"],
}


def main() -> None:
    """Print a line for each server."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=3.0)
    seconds = str(parser.parse_args().seconds)
    with surroundings() as place:
        posts = [sign("help", each.envelope, place.amazon) for each in Town(place.settings()).help(8)]
        file = write(posts, place.folder / "load")
        for name, arguments in SERVERS.items():
            if "waitress" in arguments and importlib.util.find_spec("waitress") is None:
                print("Waitress is not installed")
                continue
            with place.rival([sys.executable, "-m", *arguments]) as served:
                put_load(served.port, file, "--seconds", "1")
                taken = put_load(served.port, file, "--seconds", seconds)
            slow = percentile(taken.times, 99)
            print(f"{name:<36} {rate(taken):6.0f} a second, 99 % within {slow:.1f} ms, {taken.bad} not 200")


if __name__ == "__main__":
    main()
