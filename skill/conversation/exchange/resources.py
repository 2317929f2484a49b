"""The things that are loaded at the start and used by every turn."""

from dataclasses import dataclass

from skill.audio.playback.recordings import Recordings
from skill.coach.coach import Coach
from skill.knowledge.library import Library


@dataclass(frozen=True)
class Resources:
    """All that a turn is answered with."""

    library: Library
    coach: Coach
    recordings: Recordings
    lag: float
    """Seconds that are lost between a reply and its first word, and before the next request."""
