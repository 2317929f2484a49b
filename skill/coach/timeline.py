"""Timelines: a compiled routine as cues with a start and a length, in parts that each fit into one reply."""

from dataclasses import dataclass
from functools import cached_property

from skill.coach.cue import Cue
from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.knowledge.phrases import Question


@dataclass(frozen=True)
class Part:
    """The cues that one reply speaks."""

    cues: tuple[Cue, ...]
    """The cues in order. The last one is the question at the end of the part."""
    question: Question
    """The question that this cue asks."""

    @property
    def question_cue(self) -> Cue:
        """The cue that asks the question."""
        return self.cues[-1]

    @property
    def first_place(self) -> Place:
        """The place at which the part begins."""
        return self.cues[0].place

    @property
    def last_place(self) -> Place:
        """The place at which the part ends: that of the last cue before the silence and the question."""
        return self.cues[-3].place

    @property
    def seconds(self) -> float:
        """The planned length of the part, in seconds."""
        return round(self.cues[-1].end, 2)

    def length(self, slowness: float = 1.0, first: int = 0) -> float:
        """Return the length in seconds where words take `slowness` times as long as planned.

        first: the index of the cue with which the part begins.
        """
        words, pauses = self._seconds_from[first]
        return words * slowness + pauses

    @cached_property
    def _seconds_from(self) -> list[tuple[float, float]]:
        """The seconds of words and of pauses from each cue to the end."""
        sums = [(0.0, 0.0)]
        for cue in reversed(self.cues):
            words, pauses = sums[-1]
            sums.append((words + cue.seconds, pauses) if cue.text else (words, pauses + cue.seconds))
        return sums[::-1]

    def cue_at(self, seconds: float, slowness: float = 1.0, first: int = 0) -> Cue:
        """Return the cue that is spoken at a time, in seconds from the beginning of the part.

        A time before the beginning gives the first cue, and a time after the end gives the question.

        slowness: the factor by which words take longer than planned.
        first: the index of the cue with which the part begins.
        """
        for cue in self.cues[first:]:
            seconds -= cue.lasts(slowness)
            if seconds < 0:
                return cue
        return self.cues[-1]


@dataclass(frozen=True)
class Timeline:
    """A routine that was compiled from a place on."""

    plan: Plan
    parts: tuple[Part, ...]

    @property
    def seconds(self) -> float:
        """The planned length of all parts together, in seconds."""
        return round(sum(part.seconds for part in self.parts), 2)
