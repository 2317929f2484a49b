"""A quick voice for the tests of rendering: espeak-ng, a program like any other synthesiser."""

import io
import subprocess
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from skill.audio.rendering.synthesis import Line, Pcm
from tests.voice.voices import ESPEAK_WORDS_A_MINUTE


@dataclass
class Espeak:
    """The program, and what it has said."""

    identity: str = "espeak-ng"
    sample_rate: int = 22_050
    said: list[Line] = field(default_factory=list)

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        sounds = {}
        for line in lines:
            sounds[line] = _pcm(*line)
            self.said.append(line)
            progress()
        return sounds


def _pcm(text: str, rate: float) -> Pcm:
    command = ["espeak-ng", "-s", str(round(ESPEAK_WORDS_A_MINUTE * rate)), "--stdout", text]
    wav = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (22_050, 1, 2)
    # It writes to a pipe, so its header does not know the length.
    return wav[44:]
