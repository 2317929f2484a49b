"""The error of a memory that cannot be reached, and the limit of waiting for it."""

from ask_sdk_core.exceptions import PersistenceException

PATIENCE = 2
"""The seconds to wait for a connection, a lock or an answer. Alexa waits 8 seconds for the whole request."""


class MemoryAway(PersistenceException):
    """The database did not answer: the person's attributes were not read, stored or deleted."""
