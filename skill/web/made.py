"""A mapping that makes its values."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Made(dict[K, V]):
    """A mapping that makes the value of a key when the key is first looked up, and keeps it.

    Two threads may make the same value at once. It does not matter which of the two is kept.
    """

    def __init__(self, make: Callable[[K], V]) -> None:
        self._make = make

    def __missing__(self, key: K) -> V:
        value = self[key] = self._make(key)
        return value
