"""The error of a memory that cannot be reached, and how long a request waits for it."""

from ask_sdk_core.exceptions import PersistenceException

PATIENCE = 2
"""Seconds to wait for a database, to connect or for a lock. Alexa waits 8 seconds for the whole answer."""


class MemoryAway(PersistenceException):
    """The database did not answer: the person's attributes were not read, stored or deleted."""
