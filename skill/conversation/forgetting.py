"""Deleting what is kept of a person, when asked or when the skill is disabled."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.phrases import Phrase, Question
from skill.memory.away import MemoryAway


class ForgetMeIntentHandler(Handler):
    """The wish to be forgotten is confirmed once."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "ForgetMeIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.say(handler_input, (), question=Question.FORGET, needs_answer=True)


class ForgetAnswerHandler(Handler):
    """The answer to that. Whatever is not a yes deletes nothing."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return (
            intent_of(handler_input) in (*_YES, "NoIntent", "CancelIntent", "StopIntent")
            and session_of(handler_input).asked == Question.FORGET
        )

    def handle(self, handler_input: HandlerInput) -> Response:
        if intent_of(handler_input) not in _YES:
            return self._end(handler_input, Phrase.NOT_FORGOTTEN)
        try:
            handler_input.attributes_manager.delete_persistent_attributes()
        except MemoryAway:
            return self._end(handler_input, Phrase.CANNOT_FORGET)
        session_of(handler_input).tips.clear()
        return self._end(handler_input, Phrase.FORGOTTEN)

    def _end(self, handler_input: HandlerInput, phrase: Phrase) -> Response:
        staying = intent_of(handler_input) in (*_YES, "NoIntent")
        question = Question.ANYTHING_ELSE if staying else None
        return self.say(handler_input, self.wording(handler_input, phrase), question=question)


_YES = ("YesIntent", "ForgetMeIntent")
"""Saying it a second time is a yes as well."""


class SkillDisabledHandler(Handler):
    """The skill was disabled in the Alexa app: nothing is kept any more.

    Where memory is away the failure is raised, so that Amazon delivers the event again.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return bool(is_request_type("AlexaSkillEvent.SkillDisabled")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        handler_input.attributes_manager.delete_persistent_attributes()
        return Response()
