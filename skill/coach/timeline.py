"""A routine compiled: cues with a start and a length, in parts that each fit into one reply."""

from dataclasses import dataclass

from skill.coach.cue import Cue
from skill.coach.plan import Plan
from skill.knowledge.phrases import Question


@dataclass(frozen=True)
class Part:
    """What one reply speaks."""

    cues: tuple[Cue, ...]
    """The last one is its question."""
    question: Question

    @property
    def seconds(self) -> float:
        """Its length."""
        return round(self.cues[-1].end, 2)

    def length(self, slowness: float = 1.0, first: int = 0) -> float:
        """Its length in seconds, where words take `slowness` times as long as planned.

        first: the number of the cue with which it begins.
        """
        return sum(cue.lasts(slowness) for cue in self.cues[first:])

    def cue_at(self, seconds: float, slowness: float = 1.0, first: int = 0) -> Cue:
        """The cue that is heard after so many seconds, where words take `slowness` times as long as planned.

        first: the number of the cue with which it begins. That one is heard before the beginning, the
        question after the end.
        """
        for cue in self.cues[first:]:
            seconds -= cue.lasts(slowness)
            if seconds < 0:
                return cue
        return self.cues[-1]


@dataclass(frozen=True)
class Timeline:
    """A compiled routine, from a place on."""

    plan: Plan
    parts: tuple[Part, ...]

    @property
    def seconds(self) -> float:
        """Its length."""
        return round(sum(part.seconds for part in self.parts), 2)
