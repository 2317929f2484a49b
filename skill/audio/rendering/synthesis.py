"""The interface of a voice: it turns lines of text into sound."""

from collections.abc import Callable, Sequence
from typing import Protocol

Line = tuple[str, float]
"""The words of a line, and the speed at which they are said: 1.0 is the voice's normal speed."""
Pcm = bytes
"""Mono samples of 16 bits at the voice's sample rate, signed and little-endian, as in a WAV file."""


class SynthesisError(RuntimeError):
    """Words could not be made into sound. The message says what to do."""


class Synthesiser(Protocol):
    """A voice that says lines."""

    @property
    def identity(self) -> str:
        """A hash of everything that decides how the voice sounds: the same identity says the same samples."""

    @property
    def sample_rate(self) -> int:
        """The sample rate of what the voice says, in hertz."""

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        """Return the sound of each line. Raises SynthesisError.

        progress: a function that is called after each line, by one thread at a time.
        """
