"""A routine with one person's plan for it, as the sides of stretches that are left to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from skill.coach.place import Place
from skill.coach.plan import Detail, Pace, Plan, Side, sides_of
from skill.knowledge.phrases import CoachingPhrase, Question
from skill.knowledge.routines import Mood, Routine, Step

CALM_RATE = 0.9
"""The rate of the voice in a calm routine. 1.0 is its normal speed."""
SLOW_RATE = 0.85
"""The rate of the voice at the slow pace. A calm routine at the slow pace multiplies both rates."""
SLOW_MOVES = 1.5
"""The factor by which a person takes longer to move at the slow pace."""


@dataclass(frozen=True)
class StretchSide:
    """One side of a stretch that is to be led, from a place on."""

    step: Step
    side: Side | None
    """The leg that is stretched. None for a stretch without sides."""
    start: Place
    resumed: bool
    """True if the person was interrupted after the stretch had begun, and comes back into it here."""
    ask: Question | None
    """The question that has to be asked before this stretch, if there is one."""


@dataclass(frozen=True)
class PlannedRoutine:
    """A routine, a plan for it, and the phrases with which it is led."""

    routine: Routine
    plan: Plan
    steps: Mapping[int, Step]
    """The steps that the plan leaves of the routine, by their index in the routine."""
    words: dict[CoachingPhrase, tuple[str, ...]]
    """The phrases that are said besides the stretches' own words."""

    @property
    def is_brief(self) -> bool:
        """This is true if little is to be explained."""
        return self.plan.detail is Detail.BRIEF

    @property
    def is_slow(self) -> bool:
        """This is true at the slow pace."""
        return self.plan.pace is Pace.SLOW

    @property
    def is_acute(self) -> bool:
        """This is true for a routine against a cramp that a person has now."""
        return self.routine.mood is Mood.ACUTE

    @property
    def is_calm(self) -> bool:
        """This is true for a routine that is spoken softly."""
        return self.routine.mood is Mood.CALM

    @property
    def rate(self) -> float:
        """The speed of the voice as a factor: 1.0 is its normal speed."""
        return round((CALM_RATE if self.is_calm else 1.0) * (SLOW_RATE if self.is_slow else 1.0), 2)

    @property
    def end(self) -> Place:
        """The place after the last step."""
        return Place(len(self.routine.steps))

    def sides_from(self, start: Place) -> Iterator[StretchSide]:
        """Yield the sides of stretches that are left to do from a place on, in their order."""
        ask = None
        for index in (index for index in self.steps if index >= start.step):
            step = self.steps[index]
            sides = sides_of(self.plan, step)
            here = start if index == start.step else Place(index)
            for number in range(min(here.side, len(sides) - 1), len(sides)):
                place = here if number == here.side else Place(index, number)
                resumed = place is start and start > Place(index)
                yield StretchSide(step, sides[number], place, resumed, ask)
                # The question is asked before the first of the sides.
                ask = None
            ask = step.ask
