"""The routine that is led in a session: its plan, the part that was spoken last, and that part's clock."""

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
    """The part of a timeline that is being spoken, or that was interrupted."""

    plan: Plan
    start: Place = OPENING
    """The place from which the timeline was compiled."""
    part: Count = 0
    """The index of the part in the timeline, from 0."""
    skipped: Count = 0
    """The number of cues at the beginning of the part that the reply left out."""
    preface: Seconds = 0.0
    """The length in seconds of the words that the reply said before the part's first cue."""
    spoken_at: Seconds | None = None
    """The moment of the request that got the part, in seconds since 1970; None once the clock is stopped."""
    heard: Seconds = 0.0
    """The seconds from the part's first cue to the moment at which the clock was stopped, without the lag."""
    lag: Seconds = 0.0
    """The seconds of lag that were taken off `heard`."""
    waiting: bool = False
    """True if another reply was given since the clock was stopped: memory has kept the place already."""
    tempo: Tempo = AS_PLANNED
    """The speed of the device's voice, as far as the person's answers have told it."""
    finished: bool = False
    """True if memory has counted this routine as done to its end."""

    def timeline(self, coach: Coach) -> Timeline:
        """Return the timeline that is being led."""
        return coach.timeline(self.plan, self.start)

    def current_part(self, coach: Coach) -> Part:
        """Return the part that was spoken last."""
        return self.timeline(coach).parts[self.part]

    def left_out(self, part: Part) -> int:
        """Return the number of cues that the reply left out.

        It is below the number of the part's cues, even if the attributes of a request say more.
        """
        return min(self.skipped, len(part.cues) - 1)

    def stop_clock(self, moment: float, lag: float) -> float:
        """Stop the clock, and return the seconds since the part's first cue, lag included.

        They are 0 if the clock is stopped already.
        moment: the moment of the request, in seconds since 1970.
        lag: the seconds that are lost between a reply and the next request.
        """
        elapsed = moment - self.spoken_at - self.preface if self.spoken_at is not None else 0.0
        self.heard = round(max(elapsed - lag, 0.0), 3)
        self.lag = lag
        self.spoken_at = None
        return elapsed
