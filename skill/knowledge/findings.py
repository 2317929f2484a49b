"""The findings: what a person with a warning sign may report, recognised in whatever words arrive."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from skill.knowledge.fields import FINDING, Text, Texts, text_from
from skill.knowledge.patterns import Pattern, Words, read_pattern
from skill.knowledge.reader import Reader
from skill.structures import Rule

_SHORTHAND = "words"
"""The table whose names stand for words in the patterns of the others."""


@dataclass(frozen=True)
class Finding:
    """One thing that a person may report."""

    id: str
    said: Texts
    """Whole phrases, which are the values of the slot type Sign."""
    heard: Annotated[tuple[Pattern, ...], Rule(bool, "a list of texts")]
    """The patterns that recognise it in other words."""

    def is_in(self, words: Words) -> bool:
        """True if one of its phrases is all that was said, or one of its patterns is in it."""
        return words.words in self._phrases or any(pattern.is_in(words) for pattern in self.heard)

    @cached_property
    def _phrases(self) -> list[list[str]]:
        return [Words(text).words for text in self.said]


def find(findings: Iterable[Finding], texts: Iterable[str]) -> set[str]:
    """The ids of the findings that are said in any of the texts."""
    said = [words for text in dict.fromkeys(texts) if (words := Words(text)).words]
    return {finding.id for finding in findings if any(finding.is_in(words) for words in said)}


def findings_file(language: str) -> str:
    """The name of the file with the findings of a language."""
    return f"{language}/signs/findings.toml"


def read_findings(reader: Reader, language: str) -> dict[str, Finding]:
    """The findings by id. From here on the reader knows their ids."""
    file = reader.file(findings_file(language))
    shorthand = reader.value(file, (_SHORTHAND,), dict[str, Text]) or {}
    reader.hook(Pattern, lambda value: read_pattern(text_from(value), shorthand))
    reader.know(FINDING, (name for name in file.fields if name != _SHORTHAND), file)
    return reader.tables(file, Finding, besides=[_SHORTHAND])
