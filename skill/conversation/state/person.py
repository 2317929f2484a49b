"""A person, as memory keeps them between sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from skill.coach.place import OPENING, Place
from skill.coach.plan import Pace
from skill.structures import exact_converter, forgiven

CARRY_ON_WITHIN = timedelta(days=7)
"""The time for which a routine that was left unfinished is offered again."""


@dataclass(frozen=True)
class Unfinished:
    """A routine that was left before its end."""

    routine: str
    """The name of the routine."""
    place: Place
    """The place at which it goes on."""
    day: date
    """The day on which it was left."""


@dataclass
class Person:
    """A person, as memory keeps them. The defaults are those of a new person."""

    welcomed: bool = False
    """True if the welcome for new people was said to them."""
    tips: list[str] = field(default_factory=list)
    """The ids of the general tips that they have heard, the oldest first."""
    disclaimed: bool = False
    """True if the card of an answer has shown them the disclaimer in full."""
    pace: Pace = Pace.NORMAL
    """The pace that they asked for last."""
    unfinished: Unfinished | None = None
    """The routine that they left before its end; None if there is none."""
    finished: dict[str, int] = field(default_factory=dict)
    """The name of a routine to the number of times that it was done to its end."""
    plays_through: bool | None = None
    """True if they want routines played straight through, False if led by voice; None until they chose."""
    playback_failed: date | None = None
    """The last day on which their device failed to play audio; None without one."""

    def copy(self) -> "Person":
        """Return another person with the same fields. What changes in one does not change in the other."""
        return Person(**{**vars(self), "tips": [*self.tips], "finished": {**self.finished}})

    def unfinished_on(self, day: date) -> Unfinished | None:
        """Return the unfinished routine, or None if there is none or it was left too long before this day."""
        unfinished = self.unfinished
        return unfinished if unfinished and day - unfinished.day <= CARRY_ON_WITHIN else None

    def leave_at(self, routine: str, place: Place, day: date) -> None:
        """Keep the place at which a routine was left."""
        self.unfinished = Unfinished(routine, place, day)

    def drop_place(self, routine: str) -> None:
        """Drop the place in this routine, so that it is not offered again."""
        if self.unfinished and self.unfinished.routine == routine:
            self.unfinished = None

    def count_finished(self, routine: str) -> None:
        """Count that a routine was done to its end."""
        self.finished[routine] = self.finished.get(routine, 0) + 1


_KEPT_AS = {"plays_through": "straight", "playback_failed": "failed"}
"""The fields that memory keeps under the names of the first version."""


def read_person(kept: object) -> Person:
    """Return the person from the fields that memory has kept.

    Each value that cannot be read is dropped: its field gets the default, and a list loses that member only.
    """
    given = dict(kept) if isinstance(kept, Mapping) else {}
    for name, kept_as in _KEPT_AS.items():
        if kept_as in given:
            given[name] = given.pop(kept_as)
    return forgiven(_CONVERTER, given, Person)


def write_person(person: Person) -> dict[str, Any]:
    """Return the person as the fields that read_person reads."""
    written: dict[str, Any] = _CONVERTER.unstructure(person)
    return {_KEPT_AS.get(name, name): value for name, value in written.items()}


def _read_place(value: object, _: object) -> Place:
    if not isinstance(value, list) or len(value) != 3 or not all(type(number) is int for number in value):
        raise ValueError("a place is [step, side, repetition]")
    if not (value[0] >= OPENING.step and value[1] in (0, 1) and value[2] >= 0):
        raise ValueError("no routine has such a place")
    return Place(*value)


def _write_place(place: Place) -> list[int]:
    return [place.step, place.side, place.repetition]


def _read_day(value: object, _: object) -> date:
    if not isinstance(value, str):
        raise ValueError("a day is written as 2026-11-28")
    return date.fromisoformat(value)


_CONVERTER = exact_converter(forbid_extra_keys=False)
_CONVERTER.register_structure_hook(Place, _read_place)
_CONVERTER.register_unstructure_hook(Place, _write_place)
_CONVERTER.register_structure_hook(date, _read_day)
_CONVERTER.register_unstructure_hook(date, date.isoformat)
