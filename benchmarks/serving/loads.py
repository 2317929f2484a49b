"""A load as a process of its own, and the figures of what it took."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from benchmarks.serving.load import Taken

LOAD = Path(__file__).parent / "load.py"
CONNECTIONS = 8


def put_load(port: int, file: Path, *limits: str, connections: int = CONNECTIONS) -> Taken:
    """Put the load of a file on a server, within limits as `load.py` takes them."""
    command = [sys.executable, "-I", str(LOAD), str(port), str(file), "--connections", str(connections)]
    done = subprocess.run([*command, *limits], capture_output=True, text=True, check=True)
    taken = json.loads(done.stdout)
    bodies = {int(number): body for number, body in taken.pop("bodies").items()}
    return Taken(bodies=bodies, **taken)


def rate(taken: Taken) -> float:
    """Return the answers a second."""
    return len(taken.times) / taken.seconds


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the milliseconds within which so many percent of these times are."""
    return quantiles(times, n=100)[percent - 1] * 1000
