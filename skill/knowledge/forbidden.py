"""The words that must never be said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from skill.knowledge.fields import Text, Texts
from skill.knowledge.reader import Reader


@dataclass(frozen=True, kw_only=True)
class Forbidden:
    """Words that must never be said, and what is said instead."""

    words: Texts
    """The words, in which a star stands for any ending."""
    but: tuple[Text, ...] = ()
    """The phrases that may be said although the words are in them."""
    instead: Text

    def found_in(self, text: str) -> Iterator[str]:
        """The words of a text that must not be said."""
        for match in self._pattern.finditer(text):
            if not any(_covers(text.lower(), allowed.lower(), match) for allowed in self.but):
                yield match[0]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = (rf"\b{re.escape(each)}\b".replace(r"\*\b", r"\w*") for each in self.words)
        return re.compile("|".join(words), re.IGNORECASE)


def read_forbidden(reader: Reader, language: str) -> list[Forbidden]:
    """The words that must never be said in a language."""
    return list(reader.tables(reader.file(f"{language}/never.toml"), Forbidden).values())


def _covers(text: str, allowed: str, match: re.Match[str]) -> bool:
    """True if the words stand inside of a phrase that may be said."""
    start = text.find(allowed, max(0, match.start() - len(allowed)))
    return start != -1 and start <= match.start() and match.end() <= start + len(allowed)
