"""The handlers that end a session, pause a routine, or silence the player on request."""

from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.moving import silence
from skill.conversation.routine.moving import pause
from skill.knowledge.phrases import Phrase
from skill.knowledge.routines import Mood


def stop(turn: Turn) -> Reply:
    """End the session with a farewell, and leave the routine that is under way.

    A stop that begins a session is meant for the player, if that holds a track. The player is silenced
    without a word, since hours may have passed.
    """
    if turn.is_new and turn.player.has_track:
        return silence(turn)
    progress = turn.progress
    is_calm = progress is not None and turn.coach.routine(progress.plan).mood is Mood.CALM
    turn.leave_routine()
    return Reply(turn.wording(Phrase.GOODNIGHT if is_calm else Phrase.GOODBYE))


def wait(turn: Turn) -> Reply:
    """Pause the routine that is led, or silence the player if the request is said to it."""
    return silence(turn) if turn.is_new and turn.player.has_track else pause(turn)


def end_session(_: Turn) -> Reply:
    """Return an empty reply, since Alexa has ended the session."""
    return Reply()
