"""The handlers for words that have no meaning at this point of the conversation."""

from skill.conversation.answers.topics import cannot_answer
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.phrases import Phrase, Question

_ASKED_AGAIN = (Question.FORGET, Question.WHERE)
"""The questions that are asked again after an answer that was not understood."""


def not_understood(turn: Turn) -> Reply:
    """Say that the words were not understood, and when to call for help, since they may report a danger.

    A question of _ASKED_AGAIN is asked again.
    """
    asked = turn.session.asked
    if asked in _ASKED_AGAIN:
        return Reply(turn.wording(Phrase.NOT_CAUGHT), question=asked, insists=True)
    return cannot_answer(turn, Phrase.FALLBACK, Question.MENU)


def yes_to_nothing(turn: Turn) -> Reply:
    """Say that it is unclear which question the yes answers, and offer a tip."""
    return Reply(turn.wording(Phrase.YES_TO_NOTHING), question=Question.TIP, insists=True)


def declined(turn: Turn) -> Reply:
    """Accept a no to an offer, and ask if there is anything else."""
    return Reply(turn.wording(Phrase.DECLINED), question=Question.ANYTHING_ELSE, insists=True)


def nothing_to_loop(turn: Turn) -> Reply:
    """Say that routines do not loop or shuffle."""
    return Reply(turn.wording(Phrase.NOTHING_TO_LOOP), question=Question.MENU, insists=True, is_aside=True)


def nothing_paused(turn: Turn) -> Reply:
    """Say that nothing is paused. A stretch is not offered, since a warning may have ended the last one."""
    return Reply(turn.wording(Phrase.NOTHING_PAUSED), question=Question.MENU, insists=True, is_aside=True)


def nothing_before(turn: Turn) -> Reply:
    """Say that there is nothing to go back to."""
    return Reply(turn.wording(Phrase.NOTHING_BEFORE), question=Question.MENU, insists=True, is_aside=True)


def unknown_request(_: Turn) -> Reply:
    """Return an empty reply to a request that the skill does not know."""
    return Reply()
