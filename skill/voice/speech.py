"""What is to be spoken: words and pauses, before any markup."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pause:
    """A silence."""

    seconds: float
    """Its length."""


Speech = tuple[str | Pause, ...]
"""Words (plain text, no markup) and pauses, in the order in which they are spoken."""


def text_of(speech: Iterable[str | Pause]) -> str:
    """The words alone, as a card or a terminal shows them."""
    return " ".join(piece for piece in speech if isinstance(piece, str))
