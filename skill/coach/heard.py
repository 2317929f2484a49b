"""The cue that was being spoken when a person interrupted a part, found from the time that went by."""

from dataclasses import dataclass

from skill.coach.cue import Cue
from skill.coach.tempo import LONGEST_LAG, Tempo
from skill.coach.timeline import Part


@dataclass(frozen=True)
class Heard:
    """The progress of a part at the moment when a person interrupted it."""

    cue: Cue
    """The cue that was probably being spoken."""
    earliest: Cue
    """The earliest cue that may have been spoken: by the slowest possible voice, after the longest lag."""
    over: bool
    """True if everything but the question at the end had probably been spoken."""
    left: float
    """The seconds that were left of the part, at the probable speed of the voice."""


def hear(part: Part, seconds: float, lag: float, tempo: Tempo, skipped: int = 0) -> Heard:
    """Return the progress of a part when a person interrupted it.

    seconds: the time since the part began, with the lag taken off.
    lag: the usual lag, in seconds, which was taken off.
    skipped: the number of cues that were left out at the beginning of the part.
    """
    cue = part.cue_at(seconds, tempo.likely, skipped)
    return Heard(
        cue=cue,
        earliest=part.cue_at(seconds - (LONGEST_LAG - min(lag, LONGEST_LAG)), tempo.slowest, skipped),
        over=cue in part.cues[-2:],
        left=max(part.length(tempo.likely, skipped) - max(seconds, 0.0), 0.0),
    )
