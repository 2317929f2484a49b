"""The voice that a setting names."""

from pathlib import Path

from skill.audio.piper import Piper, default_model
from skill.audio.polly import Polly
from skill.audio.synthesis import Synthesiser

POLLY = "polly:"


def voice(setting: str | None) -> Synthesiser:
    """The voice of a setting: a Piper voice file, `polly:` and a name, or None for the default.

    Raises SynthesisError when it cannot be had.
    """
    if setting is None:
        return Piper(default_model())
    if setting.startswith(POLLY):
        return Polly(setting.removeprefix(POLLY))
    return Piper(Path(setting))
