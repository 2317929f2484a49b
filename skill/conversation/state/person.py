"""A person, as memory keeps them between sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from skill.coach.place import Place
from skill.coach.plan import Pace
from skill.structures import exact_converter, forgiven

CARRY_ON_WITHIN = timedelta(days=7)
"""An unfinished routine is offered for so long."""


@dataclass
class Unfinished:
    """A routine that was left before its end."""

    routine: str
    """The routine's name."""
    place: Place
    day: date
    """The day on which it was left."""


@dataclass
class Person:
    """A person, as memory knows them. One whom memory cannot look up is new, and is not stored."""

    welcomed: bool = False
    """True if they have heard the first welcome."""
    tips: list[str] = field(default_factory=list)
    """The ids of the general tips that they have heard, oldest first."""
    disclaimed: bool = False
    """True if the card of an answer has shown them the disclaimer."""
    pace: Pace = Pace.NORMAL
    """The pace that they asked for last."""
    unfinished: Unfinished | None = None
    """The routine that they may carry on with."""
    finished: dict[str, int] = field(default_factory=dict)
    """The number of times that each routine was done to its end, by its name."""
    plays_through: bool | None = None
    """True if they like a routine played straight through, False step by step; None until they were asked."""
    playback_failed: date | None = None
    """The day on which their device could not play audio, if there was one."""

    def unfinished_on(self, day: date) -> Unfinished | None:
        """The routine that may be carried on with on a day."""
        unfinished = self.unfinished
        return unfinished if unfinished and day - unfinished.day <= CARRY_ON_WITHIN else None

    def leave_at(self, routine: str, place: Place, day: date) -> None:
        """Keep the place at which a routine was left."""
        self.unfinished = Unfinished(routine, place, day)

    def drop_place(self, routine: str) -> None:
        """Drop the place in this routine: it is not offered to be carried on with."""
        if self.unfinished and self.unfinished.routine == routine:
            self.unfinished = None

    def count_finished(self, routine: str) -> None:
        """Count a routine as done to its end."""
        self.finished[routine] = self.finished.get(routine, 0) + 1


_KEPT_AS = {"plays_through": "straight", "playback_failed": "failed"}
"""The names under which fields are kept, where they are those of the first version."""


def read_person(kept: object) -> Person:
    """The person in what memory has kept. Each field that makes no sense is dropped alone."""
    given = dict(kept) if isinstance(kept, Mapping) else {}
    for name, kept_as in _KEPT_AS.items():
        if kept_as in given:
            given[name] = given.pop(kept_as)
    return forgiven(_CONVERTER, given, Person)


def write_person(person: Person) -> dict[str, Any]:
    """The fields that read_person reads."""
    written: dict[str, Any] = _CONVERTER.unstructure(person)
    return {_KEPT_AS.get(name, name): value for name, value in written.items()}


def _read_place(value: object, _: object) -> Place:
    if not isinstance(value, list) or len(value) != 3 or not all(type(number) is int for number in value):
        raise ValueError("a place is [step, side, repetition]")
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
