"""Something hurts or is wrong, and it is no warning sign that is known."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.explaining import Explaining
from skill.conversation.subjects import subjects_of
from skill.conversation.turn import filled_slots, session_of, slot_id, slot_words, wants
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect


class SymptomIntentHandler(Explaining):
    """A leg that hurts may be cramping, and a cramp may be in the leg; what has a name can be explained.

    Anything else is for a doctor.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "SymptomIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        subjects = subjects_of(handler_input, self.library.names)
        topic = self.library.topics.find(Aspect.WHAT, subjects.things) if subjects.things else None
        if topic and not subjects.unknown and not slot_words(handler_input, "sign"):
            return self.explain(handler_input, topic)
        said = [slot_words(handler_input, slot) for slot in filled_slots(handler_input)]
        found = self.library.signs.found_in(said)
        if not said or "leg_pain" in found or slot_id(handler_input, "muscle"):
            return self.say(
                handler_input,
                self.wording(handler_input, Phrase.LEG_PAIN),
                question=Question.CRAMPING,
                needs_answer=True,
            )
        if "muscle_pain" in found:
            if session_of(handler_input).asked == Question.IN_LEG:
                return self.close(handler_input, Phrase.NOT_THE_LEG)
            elsewhere = self.wording(handler_input, Phrase.CRAMP_ELSEWHERE)
            return self.say(handler_input, elsewhere, question=Question.IN_LEG, needs_answer=True)
        return self.at_a_loss(handler_input, Phrase.NOT_MY_SUBJECT, Question.DOCTOR)
