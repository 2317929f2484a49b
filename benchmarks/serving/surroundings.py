"""The surroundings of a served skill: its settings, its audio, Amazon, and the processes that serve."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.serving.amazon import ELSEWHERE, Amazon, amazon
from skill.knowledge.library import load_library
from tests.audio.playback.silence import render_silence
from tests.web.servers import free_port

ROOT = Path(__file__).parents[2]
SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
START_SECONDS = 20.0
"""The longest time in seconds that a server may take until it listens."""


class CannotServe(Exception):
    """A server that did not start. The message has what it wrote."""


@dataclass(frozen=True)
class Server:
    """A server that runs as a process."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer: the process itself, or its children if it has any."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        # multiprocessing starts a tracker of resources as well, which answers nobody.
        answering = [int(child) for child in children if "tracker" not in _command_line(child)]
        return answering or [self.pid]

    def cpu_seconds(self) -> float:
        """Return the CPU time that the processes that answer have taken so far."""
        return sum(map(_cpu_seconds, self.workers()))


class Surroundings:
    """A folder, an Amazon and the settings with which skills are served."""

    def __init__(self, folder: Path, amazon: Amazon) -> None:
        self.folder = folder
        self.amazon = amazon
        self._numbers = count()
        audio = folder / "audio"
        audio.mkdir()
        render_silence(audio, load_library())
        self._settings = {
            "SKILL_ID": SKILL_ID,
            "SKILL_AUDIO_DIR": str(audio),
            "SKILL_AUDIO_URL": "https://cramps.example/audio",
            "SKILL_LAG": "1",
            "SKILL_LOG_LEVEL": "ERROR",
        }

    def settings(self, **more: str) -> dict[str, str]:
        """Return settings with an empty memory in SQLite."""
        database = self.folder / f"memory-{next(self._numbers)}.sqlite3"
        return {
            **self._settings,
            **self.amazon.environment,
            "SKILL_DATABASE_URL": f"sqlite:///{database}",
            **more,
        }

    @contextmanager
    def skill(self, *options: str, **settings: str) -> Iterator[Server]:
        """Serve the skill of this checkout, which verifies unless the options say otherwise."""
        port = free_port()
        command = [sys.executable, "-m", "skill", "serve", "--port", str(port), *options]
        with self.running(command, port, self.settings(**settings)) as server:
            yield server

    @contextmanager
    def rival(self, command: Sequence[str], **environment: str) -> Iterator[Server]:
        """Serve another program, which reads its port from `BENCHMARK_PORT`."""
        port = free_port()
        given = {**self.settings(), "BENCHMARK_PORT": str(port), **environment}
        with self.running(command, port, given) as server:
            yield server

    @contextmanager
    def running(self, command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Server]:
        """Run a server, wait until it listens, and end it at the end. Raises CannotServe."""
        log = self.folder / f"log-{next(self._numbers)}.txt"
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment_of(environment), stdout=out, stderr=subprocess.STDOUT
            )
        try:
            if not _listens(process, port):
                raise CannotServe(f"{' '.join(command)} does not listen:\n{log.read_text()}")
            yield Server(port, process.pid)
        finally:
            end(process)


@contextmanager
def surroundings() -> Iterator[Surroundings]:
    """Make the surroundings in a folder that is deleted at the end."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with amazon(folder) as ours:
            yield Surroundings(folder, ours)


def environment_of(settings: Mapping[str, str]) -> dict[str, str]:
    """Return this process's environment with these variables, and with Amazon's bucket on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKILL_")}
    return {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ELSEWHERE}", **settings}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process, as a container's host does."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _listens(process: subprocess.Popen[bytes], port: int) -> bool:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def _cpu_seconds(pid: int) -> float:
    # The fields after the program's name, which may have blanks in it: `man proc` calls them utime and stime.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _command_line(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
