"""A cramp right now: the thing to do first, everything else after it."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.questions import Question
from skill.conversation.reply import Card, card_for
from skill.conversation.turn import intent_of, session_of, slot_filled, slot_id, wants
from skill.knowledge.topics import Topic
from skill.voice.speech import Speech

_MOST_LIKELY = "leg"


class _CrampHandler(Handler):
    def hold(self, handler_input: HandlerInput) -> Response:
        """Say what to do, then what would make it an emergency, then hold the stretch together."""
        session = session_of(handler_input)
        session.part = None
        session.holds = 1
        topic = self._relief(handler_input)
        warning = self.wording(handler_input, "cramp_warning")
        return self._ask_whether_easing(
            handler_input, (topic.say, warning, *self.library.phrases.cramp["hold"]), card_for(topic)
        )

    def hold_again(self, handler_input: HandlerInput) -> Response:
        """Once more; from the second time on, every other time the rule for stubborn cramps."""
        session = session_of(handler_input)
        session.holds += 1
        if session.holds > 1 and session.holds % 2:
            return self.reassure(handler_input, "cramp_stubborn")
        once_more = self.wording(handler_input, "once_more")
        again = self.library.phrases.cramp["again"]
        say = self._relief(handler_input).say
        return self._ask_whether_easing(handler_input, (once_more, say, *again))

    def reassure(self, handler_input: HandlerInput, phrase: str) -> Response:
        """Say a phrase, and ask whether it is easing."""
        return self._ask_whether_easing(handler_input, (self.wording(handler_input, phrase),))

    def _relief(self, handler_input: HandlerInput) -> Topic:
        return self.library.topics[f"now_{session_of(handler_input).muscle or _MOST_LIKELY}"]

    def _ask_whether_easing(
        self, handler_input: HandlerInput, speech: Speech, card: Card | None = None
    ) -> Response:
        return self.say(handler_input, speech, card=card, question=Question.EASING, needs_answer=True)


class CrampNowIntentHandler(_CrampHandler):
    """Somebody has a cramp. Memory is not asked: nothing may delay the first words, and nothing is kept.

    A place that the model does not know may be the chest: that comes first, and nothing is stretched.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "CrampNowIntent", yes_to=(Question.IN_LEG,))

    def handle(self, handler_input: HandlerInput) -> Response:
        muscle = slot_id(handler_input, "muscle")
        known = f"now_{muscle}" in self.library.topics
        if slot_filled(handler_input, "muscle") and not known:
            if session_of(handler_input).asked == Question.IN_LEG:
                return self.close(handler_input, "not_the_leg")
            elsewhere = self.wording(handler_input, "cramp_elsewhere")
            return self.say(handler_input, elsewhere, question=Question.IN_LEG, needs_answer=True)
        session_of(handler_input).muscle = muscle if known else None
        return self.hold(handler_input)


class NotTheLegHandler(Handler):
    """A cramp somewhere else is not for this skill."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) == "NoIntent" and session_of(handler_input).asked == Question.IN_LEG

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.close(handler_input, "not_the_leg")


class EasingHandler(_CrampHandler):
    """In the middle of a cramp: whether it is easing. Whatever else is said, the cramp goes on first."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return session_of(handler_input).asked == Question.EASING and intent_of(handler_input) in _ANSWERS

    def handle(self, handler_input: HandlerInput) -> Response:
        intent = intent_of(handler_input)
        if intent == "YesIntent":
            eased = self.wording(handler_input, "cramp_eased")
            return self.say(handler_input, eased, question=Question.WHY)
        phrase = _REASSURANCES.get(intent or "")
        return self.reassure(handler_input, phrase) if phrase else self.hold_again(handler_input)


_REASSURANCES = {"PauseIntent": "cramp_wait", "HelpIntent": "help_cramp", "ThatHurtsIntent": "cramp_hurts"}
"""Intent to phrase."""

_ANSWERS = {
    *_REASSURANCES,
    "YesIntent",
    "NoIntent",
    "ResumeIntent",
    "NextIntent",
    "PreviousIntent",
    "StartOverIntent",
    "QuickTipIntent",
    "StartRoutineIntent",
}
