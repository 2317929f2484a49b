"""What is to be spoken: words and pauses, before any markup."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pause:
    """A silence."""

    seconds: float
    """Its length."""


@dataclass(frozen=True)
class Said:
    """Words in another voice than the usual one."""

    text: str
    rate: float = 1.0
    """How fast; 1.0 is the voice's own rate."""
    soft: bool = False


Piece = str | Said | Pause
Speech = tuple[Piece, ...]
"""Words (plain text, no markup) and pauses, in the order in which they are spoken."""


def words_in(piece: Piece) -> str:
    """The words of a piece; empty for a pause."""
    if isinstance(piece, Pause):
        return ""
    return piece.text if isinstance(piece, Said) else piece


def text_of(speech: Iterable[Piece]) -> str:
    """The words alone, as a card or a terminal shows them."""
    return " ".join(words for piece in speech if (words := words_in(piece)))
