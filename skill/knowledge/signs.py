"""The warning signs, and the one that is in what a person said."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from operator import itemgetter
from typing import Annotated

from skill.knowledge.fields import FINDING, Text, text_from
from skill.knowledge.findings import Finding, read_findings
from skill.knowledge.index import Index
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources
from skill.structures import Misfit, Rule
from skill.voice.words import Words

_Rank = tuple[int, int, int]
"""The urgency, the number of findings that are needed, and the place among the signs: the highest wins."""

_ORDINARY = {"leg_pain", "muscle_pain"}
"""The findings that come with any cramp: alone they make no sign below an emergency."""


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

    def holds(self, found: Set[str]) -> bool:
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


class Signs:
    """All the warning signs, and the findings that they are made of."""

    def __init__(self, by_id: dict[str, Sign], findings: dict[str, Finding]) -> None:
        self.by_id = by_id
        self.findings = findings
        self._index = Index(findings.values())
        self._by_finding: dict[str, list[tuple[_Rank, Condition, Sign]]] = {}
        """The conditions by one finding that each of them needs: an ordinary one only where all are."""
        for place, sign in enumerate(by_id.values()):
            for condition in sign.when:
                key = min(condition.needed, key=lambda id_: (id_ in _ORDINARY, id_))
                rank = (sign.level, len(condition.needed), -place)
                self._by_finding.setdefault(key, []).append((rank, condition, sign))

    def findings_in(self, words: Words) -> set[str]:
        """Return the ids of the findings in what was said."""
        return self._index.find(words)

    def made_of(self, said: Set[str], context: Set[str] = frozenset()) -> Sign | None:
        """Return the sign that findings make: the most urgent one, and of those the most specific.

        said: the ids of the findings in what was said. context: those in what was said besides, or before,
        which make an emergency by themselves, and a lesser sign only together with the others.
        """
        found = said | context
        made = [
            (rank, sign)
            for finding in found
            for rank, condition, sign in self._by_finding.get(finding, ())
            if condition.holds(found)
            and (sign.level is Level.EMERGENCY or condition.needed & said - _ORDINARY)
        ]
        return max(made, key=itemgetter(0))[1] if made else None


def sign_file(level: Level, language: str) -> str:
    """Return the name of the file with the signs of a level."""
    return f"{language}/signs/{level.name.lower()}.toml"


def read_signs(reader: Reader, language: str) -> Signs:
    """Return the signs of a language, the most urgent first, with their findings."""
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
    if not needed:
        raise ValueError(f"{text!r} needs a finding that must be there")
    return Condition(needed, absent)
