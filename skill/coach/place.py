"""Where somebody is in a routine."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A step of a routine, a side of it, a repetition: the earlier place is the smaller one."""

    step: int
    """Index in the routine; -1 before the first, the number of steps after the last."""
    side: int = 0
    """0 for the first side, 1 for the other."""
    repetition: int = 0
    """From 1; 0 while the person gets there. A set is one repetition."""


OPENING = Place(-1)
