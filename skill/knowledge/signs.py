"""The warning signs, and which of them is in what a person said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Annotated

from skill.knowledge.fields import FINDING, Text, text_from
from skill.knowledge.findings import Finding, find, read_findings
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources
from skill.structures import Misfit, Rule

_ORDINARY = {"leg_pain", "muscle_pain"}
"""The findings that everybody has who asks about cramps."""


class Level(IntEnum):
    """The urgency of a sign. A higher one wins."""

    SOON = 1
    """An appointment in the next days or weeks."""
    TODAY = 2
    """Medical advice on the same day."""
    EMERGENCY = 3
    """The emergency number, now."""


@dataclass(frozen=True)
class Condition:
    """Findings that make a sign together. In a content file it is written as "hot red !swollen"."""

    needed: frozenset[str]
    absent: frozenset[str]
    """The findings that must not be among those that were found."""

    def holds(self, found: set[str]) -> bool:
        """True if these findings make the sign."""
        return self.needed <= found and not self.absent & found


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A warning sign."""

    id: str
    level: Level
    title: Text
    say: Text
    """The words in which `{emergency}` stands for the number."""
    when: Annotated[tuple[Condition, ...], Rule(bool, "a list of findings")]
    """The conditions of which any one makes the sign."""
    sources: Sources
    reviewed: date


@dataclass(frozen=True)
class Signs:
    """All the warning signs, and the findings that they are made of."""

    by_id: dict[str, Sign]
    findings: dict[str, Finding]

    def found_in(self, texts: Iterable[str]) -> set[str]:
        """The ids of the findings in what was said."""
        return find(self.findings.values(), texts)

    def in_words(self, texts: Iterable[str], context: Iterable[str] = ()) -> Sign | None:
        """The sign in what was said: the most urgent one, and of those the most specific.

        `context` is what was said besides, or before. It makes an emergency by itself, and a lesser sign only
        together with the texts.
        """
        said = self.found_in(texts)
        found = said | self.found_in(context)
        made = [
            (sign.level, len(condition.needed), -place, sign)
            for place, sign in enumerate(self.by_id.values())
            for condition in sign.when
            if condition.holds(found)
            and (sign.level is Level.EMERGENCY or condition.needed & said - _ORDINARY)
        ]
        return max(made, key=lambda each: each[:3])[-1] if made else None


def sign_file(level: Level, language: str) -> str:
    """The name of the file with the signs of a level."""
    return f"{language}/signs/{level.name.lower()}.toml"


def read_signs(reader: Reader, language: str) -> Signs:
    """The signs of a language, the most urgent first, with their findings."""
    findings = read_findings(reader, language)
    reader.hook(Condition, lambda value: _condition(text_from(value), reader))
    signs: dict[str, Sign] = {}

    def rules(sign: Sign) -> Iterator[Misfit]:
        if sign.id in signs:
            yield Misfit(
                (), f"there is a sign of this name in {sign_file(signs[sign.id].level, language)} already"
            )

    for level in reversed(Level):
        signs |= reader.tables(reader.file(sign_file(level, language)), Sign, rules, level=level)
    return Signs(signs, findings)


def _condition(text: str, reader: Reader) -> Condition:
    words = text.split()
    names = {word: reader.known(FINDING, word.removeprefix("!")) for word in words}
    needed = frozenset(name for word, name in names.items() if not word.startswith("!"))
    absent = frozenset(name for word, name in names.items() if word.startswith("!"))
    return Condition(needed, absent)
