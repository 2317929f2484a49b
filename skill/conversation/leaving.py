"""Going: stop, cancel, pain, and the session's end."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.person import drop_place
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.routines import Mood


class StopIntentHandler(Handler):
    """Stop and cancel end the session, whatever was going on, and nothing else happens."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        intent = intent_of(handler_input)
        nothing_else = intent == "NoIntent" and session_of(handler_input).asked == Question.ANYTHING_ELSE
        return nothing_else or intent in ("StopIntent", "CancelIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = session_of(handler_input).coaching
        calm = coaching is not None and self.coach.routine(coaching.plan).mood is Mood.CALM
        return self.close(handler_input, Phrase.GOODNIGHT if calm else Phrase.GOODBYE)


class ThatHurtsIntentHandler(Handler):
    """Something hurts, or the person is dizzy: that ends whatever was going on."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "ThatHurtsIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = session_of(handler_input).coaching
        if coaching is not None:
            drop_place(handler_input, coaching.plan.routine)
        return self.close(handler_input, Phrase.THAT_HURTS)


class SessionEndedRequestHandler(Handler):
    """The session has ended, for whatever reason. Nothing may be said to that."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return bool(is_request_type("SessionEndedRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        return Response()
