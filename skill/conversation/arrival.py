"""Coming in: launch, help, and going home."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.person import recall, remember, unfinished_of
from skill.conversation.reply import Card
from skill.conversation.turn import session_of, wants
from skill.knowledge.phrases import Phrase, Question


class LaunchRequestHandler(Handler):
    """The skill is opened. The disclaimer is spoken the first time only."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return bool(is_request_type("LaunchRequest")(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        session.staying = True
        if session.playing:
            # It waits until the session is over.
            welcome = self.wording(handler_input, Phrase.WELCOME_BACK)
            return self.say(handler_input, welcome, question=Question.RESUME)
        person = recall(handler_input)
        unfinished = unfinished_of(handler_input)
        if unfinished and unfinished.routine in self.library.routines:
            session.offered = unfinished.routine
        else:
            unfinished = None
        if person.welcomed:
            welcome = self.wording(handler_input, Phrase.WELCOME_BACK)
            offer = Question.CARRY_ON if unfinished else Question.BEDTIME
            return self.say(handler_input, welcome, question=offer)
        person.welcomed = True
        remember(handler_input, person)
        return self.say(
            handler_input,
            self.wording(handler_input, Phrase.WELCOME),
            card=Card("Leg Cramp Coach"),
            question=Question.CARRY_ON if unfinished else Question.TIP,
        )


class HelpIntentHandler(Handler):
    """What can be said. Whoever asks for help stays a while. With nothing to start over, that is help too."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        starting = wants(handler_input, "StartOverIntent")
        return starting or wants(handler_input, "HelpIntent", yes_to=(Question.ANYTHING_ELSE, Question.MENU))

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        session.staying = True
        phrase = Phrase.HELP if session.coaching is None else Phrase.HELP_STRETCHING
        if session.playing:
            phrase = Phrase.HELP_PLAYING
        offer = Question.TIP
        if session.resting:
            phrase, offer = Phrase.HELP_RESTING, Question.DOCTOR
        return self.say(
            handler_input,
            self.wording(handler_input, phrase),
            card=Card("What you can say"),
            question=session.under_way or offer,
        )


class NavigateHomeIntentHandler(Handler):
    """The person wants the device's home screen, so the skill leaves."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "NavigateHomeIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.say(handler_input, self.wording(handler_input, Phrase.HOME))
