"""The handlers for warning signs, for the rest that they require, and for pain."""

from skill.conversation.exchange.card import card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.signs import Level, Sign

BELLY = "rf_pregnancy_belly"
"""The id of the sign for cramps in a pregnant tummy."""


def warn(turn: Turn) -> Reply:
    """Give the advice for the sign that the request reports."""
    assert turn.sign is not None
    return warn_of(turn, turn.sign)


def warn_belly(turn: Turn) -> Reply:
    """Give the advice for cramps in a pregnant tummy."""
    return warn_of(turn, turn.library.signs.by_id[BELLY])


def warn_of(turn: Turn, sign: Sign) -> Reply:
    """Give the advice for a sign, and leave the routine that is under way.

    An emergency ends the session. After a sign of level TODAY, stretching is out until the session ends.
    """
    turn.note_person()
    drop_place(turn)
    turn.leave_routine()
    session = turn.session
    session.answer = sign.id
    if sign.level is Level.SOON and not session.resting:
        return Reply(sign.say, card_for(sign), Question.TIP, insists=True)
    session.resting = True
    later = None if sign.level is Level.EMERGENCY else Question.ANYTHING_ELSE
    return Reply(sign.say, card_for(sign), later)


def rest(turn: Turn) -> Reply:
    """Say that stretching has to wait until the advice for the warning sign was followed."""
    return Reply(turn.wording(Phrase.RESTING), question=Question.ANYTHING_ELSE)


def stop_for_pain(turn: Turn) -> Reply:
    """Say what to do about pain or dizziness, leave the routine that is under way, and end the session."""
    drop_place(turn)
    turn.leave_routine()
    return Reply(turn.wording(Phrase.THAT_HURTS))


def drop_place(turn: Turn) -> None:
    """Have memory drop the place in the routine that is under way. The answer does not wait for that."""
    if turn.progress is None:
        return
    routine = turn.progress.plan.routine
    if turn.coach.routine(turn.progress.plan).remembered:
        turn.remembered.change_later(lambda person: person.drop_place(routine))
