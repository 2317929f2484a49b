"""The handlers that delete what memory keeps of a person."""

from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.memory.away import MemoryAway


def ask_before_forgetting(_: Turn) -> Reply:
    """Ask the person to confirm that everything is to be deleted."""
    return Reply(question=Question.FORGET, insists=True)


def forget(turn: Turn) -> Reply:
    """Delete all that memory keeps of the person, or say that memory cannot be reached."""
    try:
        turn.remembered.forget()
    except MemoryAway:
        return Reply(turn.wording(Phrase.CANNOT_FORGET), question=Question.ANYTHING_ELSE)
    turn.session.tips.clear()
    return Reply(turn.wording(Phrase.FORGOTTEN), question=Question.ANYTHING_ELSE)


def keep(turn: Turn) -> Reply:
    """Say that everything is kept. A no is followed by a question, and a stop ends the session."""
    question = Question.ANYTHING_ELSE if turn.intent is Intent.NO else None
    return Reply(turn.wording(Phrase.NOT_FORGOTTEN), question=question)


def skill_disabled(turn: Turn) -> Reply:
    """Delete all that memory keeps of the person, since the skill was disabled in the Alexa app.

    Raise MemoryAway when memory cannot be reached, so that Amazon sends the event again.
    """
    turn.remembered.forget()
    return Reply()
