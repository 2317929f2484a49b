"""A cramp right now: the thing to do first, everything else after it."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.questions import Question
from skill.conversation.reply import card_for
from skill.conversation.turn import intent_of, session_of, slot_filled, slot_id, wants
from skill.knowledge.topics import Topic

_MOST_LIKELY = "calf"


class _CrampHandler(Handler):
    def relief(self, handler_input: HandlerInput) -> Topic:
        """What helps the muscle that was named, or else the calf."""
        return self.library.topics[f"now_{session_of(handler_input).muscle or _MOST_LIKELY}"]


class CrampNowIntentHandler(_CrampHandler):
    """Somebody has a cramp. Memory is not asked: nothing may delay the first words, and nothing is kept."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether there is a cramp now."""
        return wants(handler_input, "CrampNowIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say what to do, then what would make it an emergency, then hold the stretch together.

        A place that is not known may be the chest, so there the emergency comes first.
        """
        session = session_of(handler_input)
        muscle = slot_id(handler_input, "muscle")
        session.muscle = muscle if f"now_{muscle}" in self.library.topics else None
        session.part = None
        topic = self.relief(handler_input)
        if session.muscle is None and slot_filled(handler_input, "muscle"):
            begin = (self.wording(handler_input, "cramp_elsewhere"), topic.say)
        else:
            begin = (topic.say, self.wording(handler_input, "cramp_warning"))
        return self.say(
            handler_input,
            (*begin, *self.library.phrases.cramp["hold"]),
            card=card_for(topic),
            question=Question.EASING,
            needs_answer=True,
        )


class EasingHandler(_CrampHandler):
    """Whether the cramp is easing."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Whether this answers the question if it is easing."""
        answered = intent_of(handler_input) in ("YesIntent", "NoIntent")
        return answered and session_of(handler_input).asked == Question.EASING

    def handle(self, handler_input: HandlerInput) -> Response:
        """Say what comes after a cramp, or hold the stretch once more."""
        if intent_of(handler_input) == "YesIntent":
            eased = self.wording(handler_input, "cramp_eased")
            return self.say(handler_input, eased, question=Question.WHY)
        topic = self.relief(handler_input)
        once_more = self.wording(handler_input, "once_more")
        return self.say(
            handler_input,
            (once_more, topic.say, *self.library.phrases.cramp["again"]),
            question=Question.EASING,
            needs_answer=True,
        )
