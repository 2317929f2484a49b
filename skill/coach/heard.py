"""Where somebody is in a part when they speak: all that is known of it is the time."""

from dataclasses import dataclass

from skill.coach.cue import Cue
from skill.coach.tempo import LONGEST_LAG, Tempo
from skill.coach.timeline import Part


@dataclass(frozen=True)
class Heard:
    """How far a part was heard."""

    cue: Cue
    """The cue that was likely being spoken."""
    earliest: Cue
    """The one that may still have been spoken, by the slowest voice that it may be, after a long lag."""
    over: bool
    """Whether all but its question was likely spoken."""
    left: float
    """Seconds until its end, as the likely voice speaks."""


def hear(part: Part, seconds: float, lag: float, tempo: Tempo, skipped: int = 0) -> Heard:
    """How far a part was heard after so many seconds, from which the usual lag (seconds) is taken already.

    skipped: how many cues were left out at its beginning.
    """
    cue = part.cue_at(seconds, tempo.likely, skipped)
    return Heard(
        cue=cue,
        earliest=part.cue_at(seconds - (LONGEST_LAG - min(lag, LONGEST_LAG)), tempo.slowest, skipped),
        over=cue in part.cues[-2:],
        left=max(part.length(tempo.likely, skipped) - max(seconds, 0.0), 0.0),
    )
