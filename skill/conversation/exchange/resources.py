"""The resources that are loaded when the skill starts, and that all turns share."""

from dataclasses import dataclass

from skill.audio.playback.recordings import Recordings
from skill.coach.coach import Coach
from skill.knowledge.library import Library


@dataclass(frozen=True)
class Resources:
    """The content, the coach and the recordings with which turns are answered."""

    library: Library
    coach: Coach
    recordings: Recordings
    lag: float
    """The seconds that are lost before the first word of a reply and before the next request."""
