"""Tracks for the audio player: which routine may be played here and now, and the order to play it."""

from datetime import timedelta

from skill.audio.playback.manifest import Playlist
from skill.audio.playback.recordings import Position
from skill.coach.plan import Plan
from skill.conversation.exchange.card import Card
from skill.conversation.exchange.player import Play
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.routines import Mood

NAME = "Leg Cramp Coach"
AFTER_FAILURE = timedelta(days=1)
"""The time for which a device that could not play audio is given none."""


def playlist_for(turn: Turn, plan: Plan) -> Playlist | None:
    """The playlist that plays a plan here and now, if one does. A cramp is always led by voice."""
    acute = turn.coach.routine(plan).mood is Mood.ACUTE
    if acute or turn.session.resting or not turn.player.can_play:
        return None
    failed = turn.person.playback_failed
    if failed and turn.day - failed <= AFTER_FAILURE:
        return None
    return turn.recordings.playlist(plan)


def play(turn: Turn, position: Position, preface: str = "", card: Card | None = None) -> Reply:
    """Play from a moment on. The session is over: a few words reach the skill without its name."""
    turn.leave_routine()
    return Reply(preface, card, audio=order_to_play(turn, position))


def order_to_play(turn: Turn, position: Position, after: Position | None = None) -> Play:
    """The order to play from a moment on; after: the track behind which it is queued.

    A screen shows the stretch, and its routine if that tells nothing of somebody's health.
    """
    routine = turn.library.routines[position.playlist.routine]
    place = position.recording.places[0][1]
    title, subtitle = routine.title if routine.remembered else NAME, NAME
    if 0 <= place.step < len(routine.steps):
        stretch = routine.steps[place.step].stretch.title
        title, subtitle = stretch[0].upper() + stretch[1:], title
    return Play(position, turn.recordings.url(position), title, subtitle, after)
