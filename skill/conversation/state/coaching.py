"""The routine that is led in a session: what is done, how, and how far it was heard."""

from dataclasses import dataclass
from typing import Annotated

from skill.coach.coach import Coach
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.coach.tempo import AS_PLANNED, Tempo
from skill.coach.timeline import Part, Timeline
from skill.structures import Limits

Count = Annotated[int, Limits(0, 9999)]
Seconds = Annotated[float, Limits()]


@dataclass
class Coaching:
    """One part of a timeline, as it is being spoken, or as it was interrupted."""

    plan: Plan
    start: Place = OPENING
    """The place from which the timeline was compiled."""
    part: Count = 0
    """The number of the part in the timeline, from 0."""
    skipped: Count = 0
    """The number of cues that the reply left out at the part's beginning."""
    preface: Seconds = 0.0
    """Seconds that the reply took before the part's first cue."""
    spoken_at: Seconds | None = None
    """The moment at which the part was asked for, in seconds since 1970; None once the clock was stopped."""
    heard: Seconds = 0.0
    """Seconds from the part's first cue to the moment at which the clock was stopped."""
    lag: Seconds = 0.0
    """Seconds that were taken off for the way to the skill and back."""
    waiting: bool = False
    """True if something else was said and answered since the clock was stopped. Its place is kept already."""
    tempo: Tempo = AS_PLANNED
    """The speed of the voice, as far as it is known."""
    finished: bool = False
    """True if memory has counted this routine as done to its end."""

    def timeline(self, coach: Coach) -> Timeline:
        """The timeline that is under way."""
        return coach.timeline(self.plan, self.start)

    def current_part(self, coach: Coach) -> Part:
        """The part that was spoken last."""
        return self.timeline(coach).parts[self.part]

    def left_out(self, part: Part) -> int:
        """The number of cues that the reply left out: less than all of them, whatever a request says."""
        return min(self.skipped, len(part.cues) - 1)

    def stop_clock(self, moment: float, lag: float) -> float:
        """Stop the clock at a moment (seconds since 1970), and return the seconds since the first cue.

        lag: seconds that are lost on the way to the skill and back.
        """
        elapsed = moment - self.spoken_at - self.preface if self.spoken_at is not None else 0.0
        self.heard = round(max(elapsed - lag, 0.0), 3)
        self.lag = lag
        self.spoken_at = None
        return elapsed
