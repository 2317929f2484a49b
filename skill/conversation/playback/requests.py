"""The requests of the audio player and of buttons, which take orders to the player as their answer."""

import logging

from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.conversation.exchange.player import Activity, Silence
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.moving import moved
from skill.conversation.playback.tracks import order_to_play, playlist_for
from skill.conversation.routine.keeping import keep_played
from skill.interaction.intents import Intent

logger = logging.getLogger(__name__)

_BUTTONS = {
    "PlaybackController.NextCommandIssued": Intent.NEXT,
    "PlaybackController.PreviousCommandIssued": Intent.PREVIOUS,
}
"""The button's request, to the intent that means the same; play goes on."""


def track_started(turn: Turn) -> Reply:
    """A track has begun: the place is kept."""
    position = turn.player.position
    if position:
        keep_played(turn, turn.library.routines[position.playlist.routine], position.place)
    return Reply()


def track_nearly_finished(turn: Turn) -> Reply:
    """A track is about to end: the next one is queued behind it."""
    position = turn.player.position
    following = position.next() if position else None
    return Reply(audio=order_to_play(turn, following, after=position) if following else None)


def track_finished(turn: Turn) -> Reply:
    """A track has ended: after the last one the routine is done."""
    position = turn.player.position
    if position and position.is_last:
        routine = turn.library.routines[position.playlist.routine]
        keep_played(turn, routine, Place(len(routine.steps)))
    return Reply()


def track_failed(turn: Turn) -> Reply:
    """A track could not be played: next time a voice leads, from where it broke off."""
    logger.error("a device could not play audio: %s", turn.player.failure)
    position, reached = turn.player.position, turn.player.failed_at
    if position is None:
        # A track of another rendering: this one may well be played.
        return Reply()
    there = reached if reached and reached.token == position.token else position
    keep_played(turn, turn.library.routines[position.playlist.routine], there.place)
    turn.person.playback_failed = turn.day
    return Reply()


def pause_pressed(turn: Turn) -> Reply:
    """The pause button ends what plays."""
    return Reply(audio=Silence())


def button_pressed(turn: Turn) -> Reply:
    """Another button of a device or a remote control: as if it had been said, without a word."""
    position = turn.player.position
    if position is None or turn.player.activity is Activity.FINISHED:
        return Reply()
    plan = Plan(position.playlist.routine, position.playlist.pace)
    # No caution can be said here: the one that is being said is not skipped, and a routine that leaves no
    # trace, of which it is not known why it was stopped, does not go on.
    intent = _BUTTONS.get(turn.kind)
    is_unheard = intent is Intent.NEXT and position.place == OPENING
    was_stopped = turn.player.activity is Activity.STOPPED
    is_unknown = was_stopped and not turn.library.routines[plan.routine].remembered
    if is_unheard or is_unknown or playlist_for(turn, plan) is None:
        return Reply()
    there = moved(turn, position, intent)
    return Reply(audio=order_to_play(turn, there) if there else Silence())
