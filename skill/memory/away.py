"""The error of a memory that cannot be reached, and the limits of waiting for it."""

import time

from ask_sdk_core.exceptions import PersistenceException

PATIENCE = 0.2
"""The seconds for which an answer waits for the database: for a connection, a lock and a result together."""
REST = 5.0
"""The seconds for which a database that did not answer is left alone. Requests fail at once meanwhile."""


class MemoryAway(PersistenceException):
    """The database did not answer: the person's attributes were not read, stored or deleted.

    The message is for the log. It holds nothing of what is stored.
    """


def away(done: str, error: Exception) -> MemoryAway:
    """Return the error for a database that did not answer.

    done: the word for what was not done: read, written or deleted.
    error: the driver's error. Only its name is told, since its message may quote what is stored.
    """
    name = type(error).__name__
    return MemoryAway(f"memory is away, nothing was {done}: {name} (see SKILL_DATABASE_URL)")


class Rest:
    """The time for which a database that did not answer is left alone, so that one request waits, not all."""

    def __init__(self) -> None:
        self._ends = 0.0

    @property
    def is_on(self) -> bool:
        """True while the database is left alone."""
        return time.monotonic() < self._ends

    def begin(self) -> None:
        """Leave the database alone from now on."""
        self._ends = time.monotonic() + REST
