"""The choice of a voice by the setting SKILL_AUDIO_VOICE."""

from pathlib import Path

from skill.audio.rendering.piper import Piper, default_model
from skill.audio.rendering.polly import Polly
from skill.audio.rendering.synthesis import Synthesiser

POLLY = "polly:"


def voice(setting: str | None) -> Synthesiser:
    """Return the voice of a setting: a Piper voice file, `polly:` with a name, or None for the default voice.

    Raises SynthesisError when the voice or its program is missing.
    """
    if setting is None:
        return Piper(default_model())
    if setting.startswith(POLLY):
        return Polly(setting.removeprefix(POLLY))
    return Piper(Path(setting))
