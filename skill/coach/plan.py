"""Plans: a routine with the wishes of one person, such as a slower pace or one leg only."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from skill.knowledge.routines import Routine, Step
from skill.knowledge.stretches import Kind, Sides, Stretch
from skill.voice.speech import Speech

SHORTEST_HOLD = 5
"""The shortest hold that a person can ask for, in seconds."""
LONGEST_HOLD = 45
"""The longest hold that a person can ask for, in seconds. Three such holds on one side fit into one reply."""


class Pace(StrEnum):
    """The speed of a routine."""

    NORMAL = "normal"
    SLOW = "slow"
    """This pace has more time to move, and a slower voice."""


class Detail(StrEnum):
    """The amount of explanation in a routine."""

    FULL = "full"
    BRIEF = "brief"


class Side(StrEnum):
    """The right or the left leg."""

    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True)
class Plan:
    """A routine with the wishes of one person."""

    routine: str
    """The routine's name, or the id of a stretch that is led alone."""
    pace: Pace = Pace.NORMAL
    detail: Detail = Detail.FULL
    side: Side | None = None
    """The leg that is stretched, where it is only one. None means both legs."""
    hold: int | None = None
    """The seconds of every hold. None keeps the routine's own."""
    longer: int = 0
    """The seconds that are added to every hold. They may be negative."""
    swaps: tuple[tuple[str, str | None], ...] = ()
    """Pairs of a stretch's id and the id of the stretch in its place. None leaves the first one out."""
    group: str | None = None
    """The group that the person belongs to, such as pregnant, as an id of names.toml."""

    def swapped(self, stretch: str, other: str | None) -> Self:
        """Return the plan with the other stretch in place of this one, or without this one for None."""
        kept = tuple(swap for swap in self.swaps if swap[0] != stretch)
        return replace(self, swaps=(*kept, (stretch, other)))


def steps_of(plan: Plan, routine: Routine, stretches: dict[str, Stretch]) -> dict[int, Step]:
    """Return the steps that the plan leaves of its routine, by their index in the routine.

    A stretch that takes the place of several others is done once.
    """
    steps: dict[int, Step] = {}
    used: set[str] = set()
    swaps = dict(plan.swaps)
    on_the_way: Speech = ()
    for index, step in enumerate(routine.steps):
        id_ = step.stretch.id
        wanted = swaps.get(id_, id_)
        stretch = stretches.get(wanted) if wanted is not None else None
        if stretch is None or plan.group in stretch.not_for:
            # The words that come first, such as "Lie down", are still needed for the next stretch.
            on_the_way = (*on_the_way, *step.first) if stretch else ()
            continue
        if wanted != id_:
            if wanted in used:
                continue
            step = replace(
                step,
                stretch=stretch,
                seconds=stretch.seconds,
                repetitions=stretch.repetitions,
                rest=stretch.rest,
                first=(),
            )
        step = replace(step, first=(*on_the_way, *step.first))
        on_the_way = ()
        used.add(stretch.id)
        steps[index] = replace(step, seconds=_seconds(plan, step))
    return steps


def sides_of(plan: Plan, step: Step) -> tuple[Side | None, ...]:
    """Return the sides on which a step is done, in order, or (None,) for a stretch without sides."""
    if step.stretch.sides is not Sides.EACH:
        return (None,)
    return (plan.side,) if plan.side else (Side.RIGHT, Side.LEFT)


def _seconds(plan: Plan, step: Step) -> float:
    # A rest keeps its length: the wish for longer holds is about stretching.
    if step.stretch.kind is not Kind.HOLD or step.stretch.sides is Sides.NONE:
        return step.seconds
    if plan.hold is None and not plan.longer:
        return step.seconds
    return min(max((plan.hold or step.seconds) + plan.longer, SHORTEST_HOLD), LONGEST_HOLD)
