"""The findings that a person with a warning sign may report, recognised in whatever words arrive."""

from dataclasses import dataclass
from typing import Annotated

from skill.knowledge.fields import FINDING, Text, Texts, text_from
from skill.knowledge.patterns import Pattern, read_pattern
from skill.knowledge.reader import Reader
from skill.structures import Rule

SHORTHAND = "words"
"""The table whose names stand for words in the patterns of the others."""


@dataclass(frozen=True)
class Finding:
    """One thing that a person may report."""

    id: str
    said: Texts
    """Whole phrases, which are the values of the slot type Sign."""
    heard: Annotated[tuple[Pattern, ...], Rule(bool, "a list of texts")]
    """The patterns that recognise it in other words."""


def findings_file(language: str) -> str:
    """Return the name of the file with the findings of a language."""
    return f"{language}/signs/findings.toml"


def read_findings(reader: Reader, language: str) -> dict[str, Finding]:
    """Return the findings by id. The reader knows their ids from here on."""
    file = reader.file(findings_file(language))
    shorthand = reader.value(file, (SHORTHAND,), dict[str, Text]) or {}
    reader.hook(Pattern, lambda value: read_pattern(text_from(value), shorthand))
    reader.know(FINDING, (name for name in file.fields if name != SHORTHAND), file)
    return reader.tables(file, Finding, besides=[SHORTHAND])
