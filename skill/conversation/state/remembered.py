"""The memory of one person during one request: read when it is first needed, written once."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol

from skill.conversation.state.person import Person, read_person, write_person
from skill.memory.away import MemoryAway

Kept = dict[str, Any]
Change = Callable[[Kept], Kept | None]
"""A change of the fields that are kept: it returns the new ones, or None to change nothing."""
PersonChange = Callable[[Person], None]


class Store(Protocol):
    """The place where memory keeps one person. Each method raises MemoryAway when it cannot be reached."""

    def read(self) -> Kept:
        """Return the fields that are kept; none for a new person."""

    def write(self, kept: Kept) -> None:
        """Keep these fields in place of all others."""

    def delete(self) -> None:
        """Delete all that is kept."""

    def change_soon(self, change: Change) -> None:
        """Have the fields changed, without waiting for a memory that is slow."""


class Remembered:
    """One person's memory. A person whom memory cannot look up is a new one, and is not stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes: list[PersonChange] = []
        self._before: Kept = {}

    @cached_property
    def person(self) -> Person:
        """The person. What is changed in it is written by `save`."""
        person = read_person(self._kept)
        self._before = write_person(person)
        return person

    @property
    def answers(self) -> bool:
        """True if memory could be read."""
        return self._kept is not None

    @property
    def is_known(self) -> bool:
        """True if anything is kept of the person."""
        return bool(self._kept)

    @cached_property
    def _kept(self) -> Kept | None:
        try:
            return self._store.read()
        except MemoryAway:
            return None

    def change_later(self, change: PersonChange) -> None:
        """Have the person changed once the answer is made, so that the answer waits for nothing."""
        self._changes.append(change)

    def forget(self) -> None:
        """Delete all that is kept of the person. Raises MemoryAway when memory cannot be reached."""
        self._store.delete()
        self._kept = {}
        self.person = Person()
        self._before = write_person(self.person)

    def save(self) -> None:
        """Write the person, if anything has changed. While memory is away the change is lost."""
        if "person" not in self.__dict__:
            if self._changes:
                self._store.change_soon(self._changed)
            return
        for change in self._changes:
            change(self.person)
        kept = write_person(self.person)
        if not self.answers or kept == self._before:
            return
        try:
            self._store.write(kept)
        except MemoryAway:
            return

    def _changed(self, kept: Kept) -> Kept | None:
        person = read_person(kept)
        before = write_person(person)
        for change in self._changes:
            change(person)
        after = write_person(person)
        return after if after != before else None
