"""The things that somebody speaks of, from the slots of an intent."""

from collections.abc import Mapping
from dataclasses import dataclass

from skill.knowledge.names import Names
from skill.knowledge.routines import Routine

SLOTS = ("cause", "remedy", "condition", "group", "situation")
"""The slots that name a thing, the most telling first."""
_GROUPS = frozenset({"pregnant", "older"})
"""The groups of people whose warning signs, and whose stretches, differ."""
_MAIN_SLOTS = ("cause", "remedy", "condition")


@dataclass(frozen=True)
class Slot:
    """A slot that was filled."""

    words: str
    """The words that fill it, known to the model or not."""
    id: str | None
    """The id of the value that the model knows by these words, or None."""


@dataclass(frozen=True)
class Subjects:
    """The things that were named."""

    by_slot: dict[str, str]
    """Slot to the id of its thing in names.toml, the most telling first."""
    has_unknown: bool
    """True if something was asked about that has no name there: no answer may be given in its place."""

    @property
    def things(self) -> tuple[str, ...]:
        """The ids of the things, the most telling first."""
        return tuple(self.by_slot.values())

    @property
    def group(self) -> str | None:
        """The group of people that the person belongs to."""
        return self.by_slot.get("group")

    @property
    def situation(self) -> str | None:
        """The person's day."""
        return self.by_slot.get("situation")


def subjects_in(slots: Mapping[str, Slot], names: Names) -> Subjects:
    """The subjects of a request. A slot may hold a name of another slot's type."""
    filled = [(name, slots[name]) for name in SLOTS if name in slots]
    found = {name: _thing(slot, names) for name, slot in filled}
    return Subjects(
        {name: thing for name, thing in found.items() if thing},
        any(thing is None for name, thing in found.items() if name in _MAIN_SLOTS),
    )


def group_of(routine: Routine) -> str | None:
    """The group of people that a routine is for: asking for it tells of the person. None for everybody."""
    return next(iter(routine.suits & _GROUPS), None)


def _thing(slot: Slot, names: Names) -> str | None:
    return slot.id if slot.id in names.things else names.thing(slot.words)
