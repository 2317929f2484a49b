"""The quick tips."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from skill.knowledge.fields import Text, ThingId
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources


@dataclass(frozen=True, kw_only=True)
class Tip:
    """One thing to try."""

    id: str
    title: Text
    suits: frozenset[ThingId] = frozenset()
    """The ids of the situations and groups that it fits best."""
    only: bool = False
    """True if it is for those alone. Memory does not keep such a tip, since it tells of the person."""
    say: Text
    strength: Text
    """How sure anyone is, in spoken words."""
    sources: Sources
    reviewed: date

    def is_for(self, person: Collection[str]) -> bool:
        """True if it may be given to a person of whom these things are known."""
        return not self.only or bool(self.suits & set(person))


def read_tips(reader: Reader, language: str) -> dict[str, Tip]:
    """The tips by id, in the order in which a person hears them."""
    return reader.tables(reader.file(f"{language}/tips.toml"), Tip)
