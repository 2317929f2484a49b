"""Places: the points of a routine at which a person can be."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Place:
    """A step of a routine, a side of that step, and a repetition. An earlier place is the smaller one."""

    step: int
    """The step's index in the routine: -1 before the first step, the number of steps after the last one."""
    side: int = 0
    """0 for the first side of the step, 1 for the other side."""
    repetition: int = 0
    """The repetition, from 1. It is 0 while the person gets into position. A whole set is one repetition."""


OPENING = Place(-1)
"""The place before the first step, where the routine is introduced."""
