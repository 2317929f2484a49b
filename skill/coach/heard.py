"""Where somebody is in a part when they speak: all that is known of it is the time."""

from dataclasses import dataclass

from skill.coach.cue import Cue
from skill.coach.timeline import Part

SLOWEST = 1.26
"""Voices differ, and people change their speed: how long words may take, by how long they were planned to. A
quarter longer, and a little for what is rounded."""
LONGEST_LAG = 3.0
"""Seconds that may pass between a reply and its first word, and before the next request is sent."""


@dataclass(frozen=True)
class Heard:
    """How far a part was heard."""

    cue: Cue
    """The cue that was being spoken, if the voice is as planned."""
    earliest: Cue
    """The one that may still have been spoken, by a slow voice after a long lag."""
    over: bool
    """Whether all but its question was spoken, if the voice is as planned."""


def hear(part: Part, seconds: float, lag: float, skipped: int = 0) -> Heard:
    """How far a part was heard after so many seconds, from which the usual lag (seconds) is taken already.

    skipped: how many cues were left out at its beginning.
    """
    cue = part.cue_at(seconds, first=skipped)
    return Heard(
        cue=cue,
        earliest=part.cue_at(seconds - (LONGEST_LAG - min(lag, LONGEST_LAG)), SLOWEST, skipped),
        over=cue in part.cues[-2:],
    )
