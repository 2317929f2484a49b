"""The progress in a routine, whether a voice leads it or a device plays it."""

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
    """The progress in a routine at the moment when somebody spoke."""

    plan: Plan
    place: Place
    """The place that was likely being heard."""
    earliest: Place
    """The earliest place that it may have been: the routine goes on there, so that nothing is skipped."""
    over: bool
    """True if all of a part but its question was likely spoken."""
    left: float
    """Seconds until the routine's end."""

    @property
    def is_opening(self) -> bool:
        """True while the words before the first stretch are heard, with the caution."""
        return self.place == OPENING


def heard_in(coaching: Coaching, coach: Coach) -> Heard:
    """Return how far the part of a led routine was heard."""
    part = coaching.current_part(coach)
    return hear(part, coaching.heard, coaching.lag, coaching.tempo, coaching.left_out(part))


def led_progress(coaching: Coaching, coach: Coach) -> Progress:
    """Return the progress in a routine that is led by voice: all that is known of it is the time."""
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
    """Return the progress in a routine that is played: the player knows the moment.

    group: the group of people that the person belongs to.
    """
    plan = Plan(position.playlist.routine, position.playlist.pace, group=group)
    return Progress(plan, position.place, position.place, over=False, left=position.left)


def is_past(place: Place, steps: Collection[int]) -> bool:
    """True if a place lies after the last of these steps: the last stretch is over."""
    return place.step > max(steps, default=0)
