"""What is left: repeats, a yes or no out of place, and whatever it does not understand."""

import logging

from ask_sdk_core.dispatch_components import AbstractExceptionHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.explaining import Explaining
from skill.conversation.handler import Handler
from skill.conversation.reply import Reply
from skill.conversation.turn import intent_of, request_of, session_of, wants
from skill.knowledge.library import Library
from skill.knowledge.phrases import Phrase, Question
from skill.log import discreet_traceback

logger = logging.getLogger(__name__)


class RepeatIntentHandler(Handler):
    """What was said last, and its question, once more."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in ("RepeatIntent", "RepeatStretchIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if not session.last and session.asked is None:
            nothing = self.wording(handler_input, Phrase.NOTHING_TO_REPEAT)
            return self.say(handler_input, nothing, question=Question.TIP, needs_answer=True)
        return self.say(handler_input, session.last, question=session.asked, needs_answer=True)


class YesIntentHandler(Handler):
    """A yes that answers no question."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "YesIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        unsure = self.wording(handler_input, Phrase.YES_TO_NOTHING)
        return self.say(handler_input, unsure, question=Question.TIP, needs_answer=True)


class NoIntentHandler(Handler):
    """A no to an offer."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "NoIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        declined = self.wording(handler_input, Phrase.DECLINED)
        return self.say(handler_input, declined, question=Question.ANYTHING_ELSE, needs_answer=True)


class FallbackIntentHandler(Explaining):
    """Anything that is said and not understood. Danger comes first: it may be what was meant."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        asked = session_of(handler_input).asked
        if asked in (Question.FORGET, Question.WHERE):
            again = self.wording(handler_input, Phrase.NOT_CAUGHT)
            return self.say(handler_input, again, question=asked, needs_answer=True)
        return self.at_a_loss(handler_input, Phrase.FALLBACK, Question.MENU)


class PlayerIntentHandler(Handler):
    """A music player's words that mean nothing to a spoken routine, or come when none is running."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in _PLAYER_WORDS

    def handle(self, handler_input: HandlerInput) -> Response:
        phrase = self.wording(handler_input, _PLAYER_WORDS[intent_of(handler_input) or ""])
        # No stretch is offered: who says "continue" may have been stopped by a warning.
        question = session_of(handler_input).under_way or Question.MENU
        return self.say(handler_input, phrase, question=question, needs_answer=True)


_PLAYER_WORDS = {
    "LoopOnIntent": Phrase.NOTHING_TO_LOOP,
    "LoopOffIntent": Phrase.NOTHING_TO_LOOP,
    "ShuffleOnIntent": Phrase.NOTHING_TO_LOOP,
    "ShuffleOffIntent": Phrase.NOTHING_TO_LOOP,
    "ResumeIntent": Phrase.NOTHING_PAUSED,
    "PreviousIntent": Phrase.NOTHING_BEFORE,
}
"""Intent to phrase."""


class UnknownRequestHandler(Handler):
    """A request that no other handler takes, known to the SDK or not: it gets an empty response."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        return Response()


class FailureHandler(AbstractExceptionHandler):
    """A handler failed. Where speech is allowed it is apologised for; a skill event is left to come again."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        kind = request_of(handler_input).object_type
        return not str(kind).startswith("AlexaSkillEvent.")

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        logger.error("a handler failed. %s", discreet_traceback(exception))
        apology = self.library.phrases.say[Phrase.APOLOGY][0]
        reply = Reply((apology,), question=Question.ANYTHING_ELSE, needs_answer=True)
        return reply.respond(handler_input, self.library)
