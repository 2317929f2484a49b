"""Going: stop, cancel, and the session's end."""

from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.moving import silence
from skill.conversation.routine.moving import pause
from skill.knowledge.phrases import Phrase
from skill.knowledge.routines import Mood


def stop(turn: Turn) -> Reply:
    """Stop and cancel end the session, whatever was under way.

    Said to the player in a new session they are answered by silence: hours later there is nothing to say.
    """
    if turn.is_new and turn.player.has_track:
        return silence(turn)
    progress = turn.progress
    is_calm = progress is not None and turn.coach.routine(progress.plan).mood is Mood.CALM
    turn.leave_routine()
    return Reply(turn.wording(Phrase.GOODNIGHT if is_calm else Phrase.GOODBYE))


def wait(turn: Turn) -> Reply:
    """Pause: a routine waits, and the player is silent."""
    return silence(turn) if turn.is_new and turn.player.has_track else pause(turn)


def end_session(_: Turn) -> Reply:
    """The session has ended, for whatever reason: that takes no answer."""
    return Reply()
