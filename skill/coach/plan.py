"""What is to be done, and how: a routine with a person's wishes."""

from dataclasses import dataclass, replace
from enum import StrEnum

from skill.knowledge.routines import Routine, Step
from skill.knowledge.stretches import LONGEST_HOLD as LONGEST_HOLD
from skill.knowledge.stretches import SHORTEST_HOLD as SHORTEST_HOLD
from skill.knowledge.stretches import Kind, Sides, Stretch
from skill.voice.speech import Speech


class Pace(StrEnum):
    """How fast it goes."""

    NORMAL = "normal"
    SLOW = "slow"
    """More time to move, and a slower voice."""


class Detail(StrEnum):
    """How much is explained."""

    FULL = "full"
    BRIEF = "brief"


class Side(StrEnum):
    """A leg."""

    RIGHT = "right"
    LEFT = "left"


@dataclass(frozen=True)
class Plan:
    """A routine, as somebody wants it."""

    routine: str
    """Its name; or the id of a stretch, for that alone."""
    pace: Pace = Pace.NORMAL
    detail: Detail = Detail.FULL
    side: Side | None = None
    """The only leg that is stretched."""
    hold: int | None = None
    """Seconds of every hold, in place of the routine's own."""
    longer: int = 0
    """Seconds that are added to every hold."""
    swaps: tuple[tuple[str, str | None], ...] = ()
    """Id of a stretch to the one in its place, or to None where it is left out."""
    group: str | None = None
    """Who the person said they are."""

    def swapped(self, stretch: str, other: str | None) -> "Plan":
        """The plan with another stretch, or none, in the place of this one."""
        kept = tuple(swap for swap in self.swaps if swap[0] != stretch)
        return replace(self, swaps=(*kept, (stretch, other)))


def steps_of(plan: Plan, routine: Routine, stretches: dict[str, Stretch]) -> dict[int, Step]:
    """The steps that the plan leaves of its routine, by their index in it.

    A stretch takes the place of others once.
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
            # How one gets there is still needed for what comes next.
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
    """The sides on which a step is done, in order; (None,) where there is only one way."""
    if step.stretch.sides is not Sides.EACH:
        return (None,)
    return (plan.side,) if plan.side else (Side.RIGHT, Side.LEFT)


def _seconds(plan: Plan, step: Step) -> float:
    # Resting is no stretch: it is not made longer.
    if step.stretch.kind is not Kind.HOLD or step.stretch.sides is Sides.NONE:
        return step.seconds
    if plan.hold is None and not plan.longer:
        return step.seconds
    return min(max((plan.hold or step.seconds) + plan.longer, SHORTEST_HOLD), LONGEST_HOLD)
