"""The things that a request speaks of, such as a cause or a remedy, from the slots of its intent."""

from collections.abc import Mapping
from dataclasses import dataclass

from skill.conversation.exchange.slots import Slot
from skill.knowledge.names import Names
from skill.knowledge.routines import Routine

SLOTS = ("cause", "remedy", "condition", "group", "situation")
"""The slots that name a thing, the most telling first."""
PREGNANT = "pregnant"
OLDER = "older"
GROUPS = frozenset({PREGNANT, OLDER})
"""The groups of people with warning signs and stretches of their own."""
_MAIN_SLOTS = ("cause", "remedy", "condition")
"""The slots that hold the subject of a question."""


@dataclass(frozen=True)
class Subjects:
    """The things that a request names."""

    by_slot: dict[str, str]
    """The name of a slot to the id of its thing in names.toml, the most telling slot first."""
    has_unknown: bool
    """True if a cause, remedy or condition is unknown to names.toml. Another thing's answer would not fit."""

    @property
    def things(self) -> tuple[str, ...]:
        """The ids of the things in names.toml, the most telling first."""
        return tuple(self.by_slot.values())

    @property
    def group(self) -> str | None:
        """The id of the group of people that the person belongs to; None if the request names none."""
        return self.by_slot.get("group")

    @property
    def situation(self) -> str | None:
        """The id of the person's situation, such as night; None if the request names none."""
        return self.by_slot.get("situation")


def subjects_in(slots: Mapping[str, Slot], names: Names) -> Subjects:
    """Return the things in the slots of a request. A slot may hold the name of another slot's thing."""
    filled = [(name, slots[name]) for name in SLOTS if name in slots]
    found = {name: _thing(slot, names) for name, slot in filled}
    return Subjects(
        {name: thing for name, thing in found.items() if thing},
        any(thing is None for name, thing in found.items() if name in _MAIN_SLOTS),
    )


def group_of(routine: Routine) -> str | None:
    """Return the id of the group of people that a routine is for, or None for a routine for everybody."""
    return next(iter(routine.suits & GROUPS), None)


def _thing(slot: Slot, names: Names) -> str | None:
    return slot.id if slot.id in names.things else names.thing(slot.words)
