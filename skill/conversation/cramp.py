"""A cramp right now: the thing to do first, everything else after it."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.questions import Question
from skill.conversation.reply import Card, card_for
from skill.conversation.subjects import note_person, thing_in
from skill.conversation.turn import intent_of, session_of, slot_id, slot_words, wants
from skill.knowledge.topics import Ask, Topic
from skill.voice.speech import Speech

_MOST_LIKELY = "leg"
PLACES = ("swimming", "driving")
"""Where a cramp is dangerous for another reason."""


class _CrampHandler(Handler):
    def hold(self, handler_input: HandlerInput) -> Response:
        """Say what to do, then what would make it an emergency, then hold the stretch together."""
        session = session_of(handler_input)
        session.part = None
        session.holds = 1
        topic = self._relief(handler_input)
        session.answer, session.more_told = topic.id, False
        warning = self.wording(handler_input, "cramp_warning")
        # In the water or at the wheel nothing is held together: getting out of there comes first.
        together = () if session.cramp in PLACES else self.library.phrases.cramp["hold"]
        card = card_for(topic).with_note(self.library.phrases.say["disclaimer"][0])
        return self._ask_whether_easing(handler_input, (topic.say, warning, *together), card)

    def hold_again(self, handler_input: HandlerInput) -> Response:
        """Once more; from the second time on, every other time the rule for stubborn cramps."""
        session = session_of(handler_input)
        session.holds += 1
        if session.holds > 1 and session.holds % 2:
            return self.reassure(handler_input, "cramp_stubborn")
        once_more = self.wording(handler_input, "once_more")
        again = self.library.phrases.cramp["again"]
        if session.cramp in PLACES:
            session.cramp = None
        say = self._relief(handler_input).say
        return self._ask_whether_easing(handler_input, (once_more, say, *again))

    def reassure(self, handler_input: HandlerInput, phrase: str) -> Response:
        """Say a phrase, and ask whether it is easing."""
        return self._ask_whether_easing(handler_input, (self.wording(handler_input, phrase),))

    def _relief(self, handler_input: HandlerInput) -> Topic:
        cramp = session_of(handler_input).cramp or _MOST_LIKELY
        topic = self.library.topics.asked(Ask.NOW, (cramp,))
        return topic or self.library.topics.by_id[f"now_{_MOST_LIKELY}"]

    def _ask_whether_easing(
        self, handler_input: HandlerInput, speech: Speech, card: Card | None = None
    ) -> Response:
        return self.say(handler_input, speech, card=card, question=Question.EASING, needs_answer=True)


class CrampNowIntentHandler(_CrampHandler):
    """Somebody has a cramp. Memory is not asked: nothing may delay the first words, and nothing is kept.

    A place that the model does not know may be the chest: that comes first, and nothing is stretched.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "CrampNowIntent", yes_to=(Question.IN_LEG, Question.CRAMPING))

    def handle(self, handler_input: HandlerInput) -> Response:
        note_person(handler_input, self.library.names)
        session = session_of(handler_input)
        muscle = slot_id(handler_input, "muscle")
        place = thing_in(handler_input, "situation", self.library.names)
        known = f"now_{muscle}" in self.library.topics.by_id
        if slot_words(handler_input, "muscle") and not known:
            if session.asked == Question.IN_LEG:
                return self.close(handler_input, "not_the_leg")
            return self._ask_where(handler_input, "cramp_elsewhere")
        if session.group == "pregnant" and not known and session.asked != Question.IN_LEG:
            return self._ask_where(handler_input, "pregnant_warning")
        is_telling = place is not None and self.library.topics.asked(Ask.NOW, (place,)) is not None
        session.cramp = place if is_telling else muscle
        return self.hold(handler_input)

    def _ask_where(self, handler_input: HandlerInput, phrase: str) -> Response:
        where = self.wording(handler_input, phrase)
        return self.say(handler_input, where, question=Question.IN_LEG, needs_answer=True)


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
