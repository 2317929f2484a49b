"""Words that mean nothing here: a yes or a no out of place, a music player's words, anything else."""

from skill.conversation.answers.topics import cannot_answer
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.knowledge.phrases import Phrase, Question

_ASKED_AGAIN = (Question.FORGET, Question.WHERE)
"""The questions that are asked again when the answer was not understood."""


def not_understood(turn: Turn) -> Reply:
    """Something that no intent means. It may have been danger: the reply says when to call for help."""
    asked = turn.session.asked
    if asked in _ASKED_AGAIN:
        return Reply(turn.wording(Phrase.NOT_CAUGHT), question=asked, insists=True)
    return cannot_answer(turn, Phrase.FALLBACK, Question.MENU)


def yes_to_nothing(turn: Turn) -> Reply:
    """A yes that answers no question."""
    return Reply(turn.wording(Phrase.YES_TO_NOTHING), question=Question.TIP, insists=True)


def declined(turn: Turn) -> Reply:
    """A no to an offer."""
    return Reply(turn.wording(Phrase.DECLINED), question=Question.ANYTHING_ELSE, insists=True)


def nothing_to_loop(turn: Turn) -> Reply:
    """Loop and shuffle mean nothing to a routine."""
    return Reply(turn.wording(Phrase.NOTHING_TO_LOOP), question=Question.MENU, insists=True, is_aside=True)


def nothing_before(turn: Turn) -> Reply:
    """Going back, when nothing is under way."""
    return Reply(turn.wording(Phrase.NOTHING_BEFORE), question=Question.MENU, insists=True, is_aside=True)


def unknown_request(_: Turn) -> Reply:
    """A request of a kind that means nothing to this skill gets an empty response."""
    return Reply()
