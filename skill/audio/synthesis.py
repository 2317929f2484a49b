"""What makes words into sound: any voice that says lines of text as samples."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from numpy import int16
    from numpy.typing import NDArray

    Samples = NDArray[int16]
    """Mono."""

# numpy is there only to render: whether anything has to be rendered is known without it.

Line = tuple[str, float]
"""Words, and the rate at which they are said: 1.0 is the voice's own."""


class SynthesisError(RuntimeError):
    """Words that could not be made into sound. The message says what to do."""


class Synthesiser(Protocol):
    """A voice."""

    @property
    def identity(self) -> str:
        """A hash of all that makes it sound as it does: the same identity says the same samples."""

    @property
    def sample_rate(self) -> int:
        """In hertz."""

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> "dict[Line, Samples]":
        """Each line, said. Calls progress after every one, from one thread at a time.

        Raises SynthesisError.
        """
