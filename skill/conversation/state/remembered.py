"""The memory of one person during one request. It is read when it is first needed, and written once."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from skill.conversation.state.person import Person, read_person, write_person
from skill.memory.away import MemoryAway

Kept = dict[str, Any]
"""The fields that memory keeps of one person, as `write_person` returns them."""
Change = Callable[[Kept], Kept | None]
"""A function from the fields that are kept to the new ones, or to None for no change."""
PersonChange = Callable[[Person], None]
"""A function that changes the fields of a person."""


class Store(Protocol):
    """The place where memory keeps one person.

    read, write and delete raise MemoryAway when memory cannot be reached.
    """

    def read(self) -> Kept:
        """Return the fields that are kept, or an empty dict for a new person."""

    def write(self, kept: Kept) -> None:
        """Keep these fields, in place of those that were kept before."""

    def delete(self) -> None:
        """Delete the fields."""

    def change_soon(self, change: Change) -> None:
        """Have the fields changed in the background. A slow memory does not delay the answer."""


class Remembered:
    """The memory of one person. While memory is away the person counts as new, and is not stored."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._changes: list[PersonChange] = []
        self._was_read = False
        self._fields: Kept | None = None
        self._person: Person | None = None
        self._before = Person()
        """The person as they are kept."""
        self._mark: Person | None = None

    @property
    def person(self) -> Person:
        """The person, read at the first use. `save` writes the changes that are made to it."""
        if self._person is None:
            self._person = read_person(self._kept)
            self._before = self._person.copy()
        return self._person

    @property
    def is_available(self) -> bool:
        """True if memory could be read."""
        return self._kept is not None

    @property
    def is_known(self) -> bool:
        """True if anything is kept of the person."""
        return bool(self._kept)

    @property
    def _kept(self) -> Kept | None:
        if not self._was_read:
            self._was_read = True
            try:
                self._fields = self._store.read()
            except MemoryAway:
                self._fields = None
        return self._fields

    def change_later(self, change: PersonChange) -> None:
        """Have the person changed by `save`.

        Where nothing else needs the person, memory is changed in the background, so that the answer does not
        wait for it.
        """
        self._changes.append(change)

    def forget(self) -> None:
        """Delete all that is kept of the person. Raise MemoryAway when memory cannot be reached."""
        self._store.delete()
        self._was_read, self._fields = True, {}
        self._person, self._before = Person(), Person()

    def mark(self) -> None:
        """Remember the person as they are now, for `revert`."""
        self._mark = self._person.copy() if self._person else None

    def revert(self) -> None:
        """Take back what was changed in the person since `mark`: a handler has failed half-way."""
        if self._person is not None:
            self._person = (self._mark or self._before).copy()

    def save(self) -> None:
        """Write the person if a field has changed. While memory is away the change is lost."""
        if self._person is None:
            if self._changes:
                self._store.change_soon(self._changed)
            return
        for change in self._changes:
            change(self._person)
        if not self.is_available or self._person == self._before:
            return
        with suppress(MemoryAway):
            self._store.write(write_person(self._person))

    def _changed(self, kept: Kept) -> Kept | None:
        person = read_person(kept)
        before = person.copy()
        for change in self._changes:
            change(person)
        return write_person(person) if person != before else None
