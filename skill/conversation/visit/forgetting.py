"""Deleting what is kept of a person, when asked or when the skill is disabled."""

from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.memory.away import MemoryAway


def ask_before_forgetting(_: Turn) -> Reply:
    """The wish to be forgotten is confirmed once."""
    return Reply(question=Question.FORGET, insists=True)


def forget(turn: Turn) -> Reply:
    """A yes to being forgotten. Saying it a second time is a yes as well."""
    try:
        turn.remembered.forget()
    except MemoryAway:
        return Reply(turn.wording(Phrase.CANNOT_FORGET), question=Question.ANYTHING_ELSE)
    turn.session.tips.clear()
    return Reply(turn.wording(Phrase.FORGOTTEN), question=Question.ANYTHING_ELSE)


def keep(turn: Turn) -> Reply:
    """Another answer deletes nothing. "Stop" ends the session."""
    goes_on = turn.intent is Intent.NO
    question = Question.ANYTHING_ELSE if goes_on else None
    return Reply(turn.wording(Phrase.NOT_FORGOTTEN), question=question)


def skill_disabled(turn: Turn) -> Reply:
    """The skill was disabled in the Alexa app: all that is kept is deleted.

    Raises MemoryAway when memory cannot be reached, so that Amazon delivers the event again.
    """
    turn.remembered.forget()
    return Reply()
