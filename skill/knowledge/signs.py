"""The warning signs, and which of them is in what somebody said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from skill.knowledge.entries import Entry
from skill.knowledge.findings import Finding, find
from skill.knowledge.sources import Source, sources_of

_ORDINARY = {"leg_pain", "muscle_pain"}
"""Findings that everybody has who asks about cramps."""


class Level(IntEnum):
    """How urgent it is. A higher one wins."""

    SOON = 1
    """An appointment in the next days or weeks."""
    TODAY = 2
    """Medical advice on the same day."""
    EMERGENCY = 3
    """The emergency number, now."""


@dataclass(frozen=True)
class Condition:
    """Findings that make a sign together."""

    needed: frozenset[str]
    absent: frozenset[str]
    """Those that must not be among what was found."""

    def holds(self, found: set[str]) -> bool:
        """Whether these findings make the sign."""
        return self.needed <= found and not self.absent & found


@dataclass(frozen=True)
class Sign:
    """A warning sign."""

    id: str
    level: Level
    title: str
    say: str
    """What is said; `{emergency}` stands for the number."""
    when: tuple["Condition", ...]
    """What makes it: any one of these."""
    sources: tuple[Source, ...]
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
        """The sign in what was said, the most urgent where there are several, and of those the most specific.

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


def read_signs(
    entries: Iterable[tuple[Level, Entry]], findings: dict[str, Finding], sources: dict[str, Source]
) -> Signs:
    """The signs of one file for each level."""
    signs = {
        entry.id: Sign(
            id=entry.id,
            level=level,
            title=entry.text("title"),
            say=entry.text("say"),
            when=_when(entry, findings),
            sources=sources_of(entry, sources),
            reviewed=entry.day("reviewed"),
        )
        for level, file in entries
        for entry in file.tables()
    }
    return Signs(signs, findings)


def _when(entry: Entry, findings: dict[str, Finding]) -> tuple[Condition, ...]:
    conditions = []
    for text in entry.texts("when"):
        words = text.split()
        needed = frozenset(word for word in words if not word.startswith("!"))
        absent = frozenset(word.removeprefix("!") for word in words if word.startswith("!"))
        for name in needed | absent:
            if name not in findings:
                raise entry.fault("when", f"there is no finding {name!r} in findings.toml")
        conditions.append(Condition(needed, absent))
    return tuple(conditions)
