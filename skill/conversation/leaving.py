"""Going: stop, cancel, and the session's end."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.questions import Question
from skill.conversation.turn import intent_of, session_of


class StopIntentHandler(Handler):
    """Stop and cancel end the session, whatever was going on, and nothing else happens."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether the person wants to leave, or wants nothing else."""
        intent = intent_of(handler_input)
        nothing_else = intent == "NoIntent" and session_of(handler_input).asked == Question.ANYTHING_ELSE
        return nothing_else or intent in ("StopIntent", "CancelIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say goodbye; in the middle of a routine, good night."""
        return self.close(handler_input, "goodbye" if session_of(handler_input).part is None else "goodnight")


class SessionEndedRequestHandler(Handler):
    """The session has ended, for whatever reason. Nothing may be said to that."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether it has."""
        return bool(is_request_type("SessionEndedRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say nothing."""
        return Response()
