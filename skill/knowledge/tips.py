"""Quick tips."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from skill.knowledge.entries import Entry
from skill.knowledge.names import Names
from skill.knowledge.sources import Source, sources_of


@dataclass(frozen=True)
class Tip:
    """One thing to try."""

    id: str
    title: str
    suits: frozenset[str]
    """Ids of the situations and groups that it fits best."""
    only: bool
    """Whether it is for those alone. Such a tip leaves no trace in memory: it tells of the person."""
    say: str
    strength: str
    sources: tuple[Source, ...]
    reviewed: date

    def is_for(self, person: Collection[str]) -> bool:
        """Whether it may be given to somebody of whom these things are known."""
        return not self.only or bool(self.suits & set(person))


def read_tips(file: Entry, sources: dict[str, Source], names: Names) -> dict[str, Tip]:
    """Tips by id, in the order in which a person hears them."""
    return {
        entry.id: Tip(
            id=entry.id,
            title=entry.text("title"),
            suits=_suits(entry, names),
            only=entry.fields.get("only") is True,
            say=entry.text("say"),
            strength=entry.text("strength"),
            sources=sources_of(entry, sources),
            reviewed=entry.day("reviewed"),
        )
        for entry in file.tables()
    }


def _suits(entry: Entry, names: Names) -> frozenset[str]:
    suits = entry.texts("suits") if "suits" in entry.fields else ()
    for thing in suits:
        if thing not in names.things:
            raise entry.fault("suits", f"there is nothing named {thing!r} in names.toml")
    return frozenset(suits)
