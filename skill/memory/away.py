"""The error of a memory that cannot be reached, and the limits of waiting for it."""

import time

from ask_sdk_core.exceptions import PersistenceException

PATIENCE = 0.15
"""The seconds for which an answer waits for the database: for a connection, a lock and a result together."""
REST = 1.0
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
    """The time for which a database that did not answer is left alone.

    After each rest one use tries the database, and the others fail at once until it has succeeded. So of many
    threads only one waits, and the others are free for requests that need no memory.
    """

    def __init__(self) -> None:
        self._ends = 0.0

    def refuses(self) -> bool:
        """Return True if this use is to leave the database alone, and False if it is to try it."""
        if not self._ends:
            return False
        now = time.monotonic()
        if now < self._ends:
            return True
        self._ends = now + REST
        return False

    def begin(self) -> None:
        """Leave the database alone from now on."""
        self._ends = time.monotonic() + REST

    def end(self) -> None:
        """Use the database again: it has answered."""
        self._ends = 0.0
