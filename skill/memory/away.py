"""When memory cannot be reached."""

from ask_sdk_core.exceptions import PersistenceException


class MemoryAway(PersistenceException):
    """The database did not answer. Nothing was read, stored or deleted."""
