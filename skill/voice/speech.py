"""Speech before any markup: a series of words and pauses."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pause:
    """A silence between words."""

    seconds: float
    """The length of the silence, in seconds."""


@dataclass(frozen=True)
class Said:
    """Words that are spoken at their own rate or volume."""

    text: str
    rate: float = 1.0
    """The speed as a factor: 1.0 is the voice's normal speed."""
    soft: bool = False
    """True if the words are spoken softly."""


Piece = str | Said | Pause
Speech = tuple[Piece, ...]
"""Words (plain text without markup) and pauses, in the order in which they are spoken."""


def words_in(piece: Piece) -> str:
    """Return the words of a piece, or an empty text for a pause."""
    if isinstance(piece, Pause):
        return ""
    return piece.text if isinstance(piece, Said) else piece


def text_of(speech: Iterable[Piece]) -> str:
    """Return the words without the pauses, as a card or a terminal shows them."""
    return " ".join(words for piece in speech if (words := words_in(piece)))
