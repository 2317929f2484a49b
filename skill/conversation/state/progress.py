"""The progress in a routine that is led by voice or played by the audio player."""

from collections.abc import Collection
from dataclasses import dataclass

from skill.audio.playback.recordings import Position
from skill.coach.coach import Coach
from skill.coach.heard import Heard, hear
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.conversation.state.coaching import Coaching


@dataclass(frozen=True)
class Progress:
    """The progress in a routine at the moment of a request."""

    plan: Plan
    place: Place
    """The place that was probably being heard."""
    earliest: Place
    """The earliest place that may have been heard. The routine goes on there, so that no words are lost."""
    over: bool
    """True if all of the part but its question had probably been spoken; False for a played routine."""
    left: float
    """The seconds until the end of the routine."""

    @property
    def is_opening(self) -> bool:
        """True if the words before the first stretch were being heard. They hold the caution."""
        return self.place == OPENING


def heard_in(coaching: Coaching, coach: Coach) -> Heard:
    """Return how far the current part of a led routine was heard when its clock was stopped."""
    part = coaching.current_part(coach)
    return hear(part, coaching.heard, coaching.lag, coaching.tempo, coaching.left_out(part))


def led_progress(coaching: Coaching, coach: Coach) -> Progress:
    """Return the progress in a routine that is led by voice, as estimated from the time that went by."""
    heard = heard_in(coaching, coach)
    later = coaching.timeline(coach).parts[coaching.part + 1 :]
    return Progress(
        plan=coaching.plan,
        place=heard.cue.place,
        earliest=heard.earliest.place,
        over=heard.over,
        left=heard.left + sum(part.length(coaching.tempo.likely) for part in later),
    )


def played_progress(position: Position, group: str | None) -> Progress:
    """Return the progress in a routine that is played, from the position that the player reports.

    group: the group of people that the person belongs to, as an id of names.toml.
    """
    plan = Plan(position.playlist.routine, position.playlist.pace, group=group)
    return Progress(plan, position.place, position.place, over=False, left=position.left)


def is_past(place: Place, steps: Collection[int]) -> bool:
    """Tell whether a place comes after the last of these steps, given by their index in the routine."""
    return place.step > max(steps, default=0)
