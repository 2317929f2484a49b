"""Samples of an interaction model as series of words and slots."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from skill.simulator.words import is_slot
from skill.voice.words import words_of

_SLOT = re.compile(r"\{([^}]+)\}")


@dataclass(frozen=True)
class Pattern:
    """A sample as a series of words and slots."""

    intent: str
    words: tuple[str, ...]
    """The words, with `{Type}` in place of a slot."""
    slots: tuple[str, ...]
    """The names of the slots, in their order."""

    @cached_property
    def literal(self) -> frozenset[str]:
        """The words without the slots."""
        return frozenset(word for word in self.words if not is_slot(word))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of the slots, in their order."""
        return tuple(word.strip("{}") for word in self.words if is_slot(word)) if self.slots else ()


def has_slots(sample: str) -> bool:
    """True if the sample has a slot. A slot stands in braces."""
    return "{" in sample


def plain_pattern(intent: str, sample: str) -> Pattern:
    """Return a sample without slots as a pattern."""
    return Pattern(intent, tuple(words_of(sample)), ())


def pattern_of(intent: str, sample: str, types: Mapping[str, str]) -> Pattern:
    """Return a sample with slots as a pattern. types: the name of a slot to its type."""
    words: list[str] = []
    slots: list[str] = []
    # The pieces are in turn words and the name of a slot.
    for number, piece in enumerate(_SLOT.split(sample)):
        if number % 2:
            slots.append(piece)
            words.append(f"{{{types[piece]}}}")
        else:
            words += words_of(piece)
    return Pattern(intent, tuple(words), tuple(slots))
