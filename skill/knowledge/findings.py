"""The findings: what a person with a warning sign may report, recognised in whatever words arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from skill.knowledge.entries import Entry
from skill.knowledge.patterns import Pattern, Words, read_pattern


@dataclass(frozen=True)
class Finding:
    """One thing that a person may report."""

    id: str
    said: tuple[str, ...]
    """Whole phrases, which are the values of the slot type Sign."""
    heard: tuple[Pattern, ...]
    """The patterns that recognise it in other words."""

    def is_in(self, words: Words) -> bool:
        """True if one of its phrases is all that was said, or one of its patterns is a part of that."""
        return words.words in self._phrases or any(pattern.is_in(words) for pattern in self.heard)

    @cached_property
    def _phrases(self) -> list[list[str]]:
        return [Words(text).words for text in self.said]


def read_findings(file: Entry) -> dict[str, Finding]:
    """Findings by id."""
    shorthand = {name: file.table("words").text(name) for name in file.table("words").fields}
    return {
        entry.id: Finding(
            entry.id,
            entry.texts("said"),
            tuple(_pattern(entry, text, shorthand) for text in entry.texts("heard")),
        )
        for entry in file.tables()
        if entry.id != "words"
    }


def _pattern(entry: Entry, text: str, shorthand: dict[str, str]) -> Pattern:
    try:
        return read_pattern(text, shorthand)
    except ValueError as error:
        raise entry.fault("heard", str(error)) from None


def find(findings: Iterable[Finding], texts: Iterable[str]) -> set[str]:
    """The ids of the findings that are said in any of the texts."""
    said = [words for text in dict.fromkeys(texts) if (words := Words(text)).words]
    return {finding.id for finding in findings if any(finding.is_in(words) for words in said)}
