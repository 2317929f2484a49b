"""The tracks of the audio player: the playlist that can be played for a plan, and the order to play it."""

from datetime import timedelta

from skill.audio.playback.manifest import Playlist
from skill.audio.playback.recordings import Position
from skill.coach.place import OPENING
from skill.coach.plan import Plan
from skill.conversation.exchange.card import Card
from skill.conversation.exchange.player import Activity, Play
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.routines import Mood

NAME = "Leg Cramp Coach"
"""The name of the skill, as a screen shows it."""
AFTER_FAILURE = timedelta(days=1)
"""The time for which routines are led by voice after a device failed to play audio."""


def playlist_for(turn: Turn, plan: Plan) -> Playlist | None:
    """Return the playlist for a plan, or None if the plan has to be led by voice.

    A cramp is always led by voice, and so is any plan on a device that cannot play or failed to lately.
    """
    acute = turn.coach.routine(plan).mood is Mood.ACUTE
    if acute or turn.session.resting or not turn.player.can_play:
        return None
    playlist = turn.recordings.playlist(plan)
    # The person is read only where the answer depends on it.
    failed = turn.person.playback_failed if playlist else None
    return None if failed and turn.day - failed <= AFTER_FAILURE else playlist


def needs_caution(turn: Turn, position: Position, target: Position) -> bool:
    """Tell whether the caution is due before a routine goes on from another position, or from the same.

    It is due if the opening is skipped, which holds it, and in a routine that memory does not keep: a warning
    sign may have been reported after it was stopped.
    """
    skips_opening = position.place == OPENING != target.place
    was_stopped = turn.player.activity is Activity.STOPPED
    return skips_opening or (was_stopped and not turn.coach.routine(position.plan).remembered)


def play(turn: Turn, position: Position, preface: str = "", card: Card | None = None) -> Reply:
    """Play from a position on, after the words of the preface. The session ends with that."""
    turn.leave_routine()
    return Reply(preface, card, audio=order_to_play(turn, position))


def order_to_play(turn: Turn, position: Position, after: Position | None = None) -> Play:
    """Return the order to play from a position on.

    A screen shows the stretch and its routine. A routine that memory does not keep is shown under the skill's
    name, since its title would tell of a person's health.

    after: a moment of the track after which it is queued; None to play at once.
    """
    routine = turn.coach.routine(position.plan)
    place = position.recording.places[0][1]
    title, subtitle = routine.title if routine.remembered else NAME, NAME
    if 0 <= place.step < len(routine.steps):
        stretch_title = routine.steps[place.step].stretch.title
        title, subtitle = stretch_title[0].upper() + stretch_title[1:], title
    return Play(position, turn.recordings.url(position), title, subtitle, after)
