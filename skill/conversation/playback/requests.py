"""The handlers for the requests of the audio player and of buttons. They reply with orders to the player."""

import logging

from skill.coach.place import Place
from skill.conversation.exchange.player import Activity, Silence
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.moving import moved
from skill.conversation.playback.tracks import needs_caution, order_to_play, playlist_for
from skill.conversation.routine.keeping import keep_played
from skill.interaction.intents import Intent

logger = logging.getLogger(__name__)

_BUTTONS = {
    "PlaybackController.NextCommandIssued": Intent.NEXT,
    "PlaybackController.PreviousCommandIssued": Intent.PREVIOUS,
}
"""Request of a button to the intent that means the same. The play button goes on from the same position."""


def track_started(turn: Turn) -> Reply:
    """Keep the place at which a track has begun."""
    position = turn.player.position
    if position:
        keep_played(turn, position.plan, position.place)
    return Reply()


def track_nearly_finished(turn: Turn) -> Reply:
    """Queue the next track, since the one that plays is about to end."""
    position = turn.player.position
    following = position.next() if position else None
    return Reply(audio=order_to_play(turn, following, after=position) if following else None)


def track_finished(turn: Turn) -> Reply:
    """Keep that the routine was done, if its last track has ended."""
    position = turn.player.position
    if position and position.is_last:
        steps = turn.coach.routine(position.plan).steps
        keep_played(turn, position.plan, Place(len(steps)))
    return Reply()


def track_failed(turn: Turn) -> Reply:
    """Keep the place at which a track could not be played, and the day.

    For AFTER_FAILURE from that day on, routines are led by voice.
    """
    logger.error("a device could not play audio: %s", turn.player.failure)
    position, reached = turn.player.position, turn.player.failed_at
    if position is None:
        # The track is from another rendering. The tracks of the current one may well play.
        return Reply()
    failed_at = reached if reached and reached.token == position.token else position
    keep_played(turn, position.plan, failed_at.place)
    turn.person.playback_failed = turn.day
    return Reply()


def pause_pressed(turn: Turn) -> Reply:
    """Silence the player."""
    return Reply(audio=Silence())


def button_pressed(turn: Turn) -> Reply:
    """Move in the playlist, or play on, as the button of the device or its remote control says."""
    position = turn.player.position
    if position is None or turn.player.activity is Activity.FINISHED:
        return Reply()
    target = moved(turn, position, _BUTTONS.get(turn.kind))
    # The reply to a button has no words, so where the caution is due the button does nothing.
    if needs_caution(turn, position, target or position) or playlist_for(turn, position.plan) is None:
        return Reply()
    return Reply(audio=order_to_play(turn, target) if target else Silence())
