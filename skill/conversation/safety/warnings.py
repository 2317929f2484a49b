"""Warning signs: the advice for them, and rest afterwards."""

from skill.conversation.exchange.card import card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.signs import Level, Sign

BELLY = "rf_pregnancy_belly"
"""The id of the sign for cramps in a pregnant tummy."""


def warn(turn: Turn) -> Reply:
    """Say the advice for the sign that was reported, whatever else was asked for."""
    assert turn.sign is not None
    return warn_of(turn, turn.sign)


def warn_belly(turn: Turn) -> Reply:
    """Say the advice for cramps in a pregnant tummy."""
    return warn_of(turn, turn.library.signs.by_id[BELLY])


def warn_of(turn: Turn, sign: Sign) -> Reply:
    """Say the advice for a sign. An emergency ends the session; below that, a routine under way is over."""
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
    """Say that stretching has to wait, once a warning sign was said: the advice for it comes first."""
    return Reply(turn.wording(Phrase.RESTING), question=Question.ANYTHING_ELSE)


def stop_for_pain(turn: Turn) -> Reply:
    """Say what to do when something hurts, or the person is dizzy: whatever was under way is over."""
    drop_place(turn)
    turn.leave_routine()
    return Reply(turn.wording(Phrase.THAT_HURTS))


def drop_place(turn: Turn) -> None:
    """Have the place dropped from memory in the routine that is under way, once the answer is made."""
    if turn.progress is None:
        return
    routine = turn.progress.plan.routine
    if turn.coach.routine(turn.progress.plan).remembered:
        turn.remembered.change_later(lambda person: person.drop_place(routine))
