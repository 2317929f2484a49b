"""What an independent reader finds in an audio file: ffmpeg, which decodes it and measures."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

NOISE = -45
"""dBFS below which it is silent."""
SHORTEST = 0.15
"""Seconds of silence that count."""
_START = re.compile(r"silence_start: (-?[\d.]+)")
_END = re.compile(r"silence_end: (-?[\d.]+)")
_LOUDNESS = re.compile(r"\bI:\s+(-?[\d.]+) LUFS")
_PEAK = re.compile(r"\bPeak:\s+(-?[\d.]+) dBFS")
_STREAM = re.compile(r"Audio: (\w+).*?, (\d+) Hz, (\w+), .*?(\d+) kb/s")


@dataclass(frozen=True)
class Measured:
    """What is in a file."""

    codec: str
    sample_rate: int
    channels: str
    kilobits: int
    seconds: float
    silences: tuple[tuple[float, float], ...]
    """Beginnings and ends."""
    loudness: float
    """LUFS, integrated."""
    peak: float
    """dBFS, true."""

    def hold(self, begin: float, end: float) -> float:
        """The seconds from the last word before a hold to the first one after it, where one was meant."""
        begins = min((start for start, _ in self.silences), key=lambda at: abs(at - begin))
        ends = min((stop for _, stop in self.silences), key=lambda at: abs(at - end))
        return ends - begins


def has_ffmpeg() -> bool:
    """Whether ffmpeg is installed."""
    return shutil.which("ffmpeg") is not None


def measure(path: Path, noise: float = NOISE) -> Measured:
    """Decode a file and measure it."""
    filters = f"silencedetect=noise={noise}dB:d={SHORTEST},ebur128=peak=true"
    command = ["ffmpeg", "-hide_banner", "-nostats", "-i", str(path)]
    command += ["-map", "0:a", "-f", "s16le", "pipe:1", "-map", "0:a", "-af", filters, "-f", "null", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    told = done.stderr.decode()
    stream = _STREAM.search(told)
    assert stream is not None, told
    seconds = len(done.stdout) / 2 / int(stream[2])
    starts, ends = _numbers(_START, told), _numbers(_END, told)
    return Measured(
        codec=stream[1],
        sample_rate=int(stream[2]),
        channels=stream[3],
        kilobits=int(stream[4]),
        seconds=seconds,
        silences=tuple(zip(starts, [*ends, seconds][: len(starts)], strict=True)),
        loudness=_numbers(_LOUDNESS, told)[-1],
        peak=_numbers(_PEAK, told)[-1],
    )


def _numbers(pattern: re.Pattern[str], text: str) -> Sequence[float]:
    return [float(number) for number in pattern.findall(text)]
