"""A cramp right now: the thing to do first, everything else after it."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.conversation.clock import heard_of, part_of, timeline_of
from skill.conversation.coaching import Coaching
from skill.conversation.handler import Handler
from skill.conversation.leading import Leading
from skill.conversation.reply import Card, card_for
from skill.conversation.subjects import note_person, thing_in
from skill.conversation.turn import intent_of, session_of, slot_id, slot_words, wants
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect, Topic
from skill.voice.speech import Speech

CRAMP_NOW = "cramp-now"
_FIRST_STRETCH = "cramp-calf"
_MOST_LIKELY = "leg"
_NOT_STANDING = ("hamstring", "quad", "thigh")
"""Muscles that standing on the heel does not stretch."""
_IN_THE_DARK = ("night", "in_bed")
"""Situations in which nobody is asked to stand up."""
PLACES = ("swimming", "driving")
"""Where a cramp is dangerous for another reason."""


class _CrampHandler(Leading):
    def hold(self, handler_input: HandlerInput) -> Response:
        """What to do in the first words, then what would make it dangerous, then the stretch together.

        In the water or at the wheel nothing is held together: getting out of there comes first.
        """
        session = session_of(handler_input)
        session.coaching = None
        session.tried = 0
        topic = self._relief(handler_input)
        session.answer, session.more_told = topic.id, False
        card = card_for(topic).with_note(self.library.phrases.say[Phrase.DISCLAIMER][0])
        if session.cramp in PLACES:
            warning = self.wording(handler_input, Phrase.CRAMP_WARNING)
            return self._ask_whether_easing(handler_input, (topic.say, warning), card)
        return self.lead(handler_input, Coaching(self._plan(handler_input)), card=card)

    def hold_on(self, handler_input: HandlerInput) -> Response:
        """It is not easing: what else helps, then the rule for stubborn cramps, then all of it again."""
        session = session_of(handler_input)
        coaching = session.coaching
        if coaching is None:
            session.cramp = None
            return self.lead(handler_input, Coaching(self._plan(handler_input)))
        left = len(timeline_of(coaching, self.coach).parts) - coaching.part - 1
        if session.tried == _ALL_TRIED:
            return self.close(handler_input, Phrase.CRAMP_GIVEN_UP)
        if session.tried % 2:
            session.tried += 1
            once_more = self.wording(handler_input, Phrase.ONCE_MORE)
            return self.lead(handler_input, Coaching(coaching.plan), once_more)
        # The last part is for a cramp that has let go.
        if left > 1:
            return self.next_part(handler_input, coaching)
        session.tried += 1
        return self.reassure(handler_input, Phrase.CRAMP_STUBBORN)

    def reassure(self, handler_input: HandlerInput, phrase: Phrase) -> Response:
        """Say a phrase, and ask whether it is easing."""
        return self._ask_whether_easing(handler_input, (self.wording(handler_input, phrase),))

    def _plan(self, handler_input: HandlerInput) -> Plan:
        """The routine for a cramp, for this muscle and this person."""
        session = session_of(handler_input)
        plan = Plan(CRAMP_NOW, group=session.group)
        own = f"cramp-{session.cramp}"
        if own in self.library.stretches:
            plan = plan.swapped(_FIRST_STRETCH, own)
        if session.cramp in _NOT_STANDING or session.situation in _IN_THE_DARK:
            plan = plan.swapped("heel-down", None)
        return plan

    def _relief(self, handler_input: HandlerInput) -> Topic:
        cramp = session_of(handler_input).cramp or _MOST_LIKELY
        topic = self.library.topics.about_exactly(Aspect.NOW, (cramp,))
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
        asked = ("StartRoutineIntent", "PlayThroughIntent", "StepByStepIntent")
        by_name = intent_of(handler_input) in asked and slot_id(handler_input, "routine") == CRAMP_NOW
        return by_name or wants(handler_input, "CrampNowIntent", yes_to=(Question.IN_LEG, Question.CRAMPING))

    def handle(self, handler_input: HandlerInput) -> Response:
        note_person(handler_input, self.library.names)
        session = session_of(handler_input)
        muscle = slot_id(handler_input, "muscle")
        place = thing_in(handler_input, "situation", self.library.names)
        known = f"now_{muscle}" in self.library.topics.by_id
        if slot_words(handler_input, "muscle") and not known:
            if session.asked == Question.IN_LEG:
                return self.close(handler_input, Phrase.NOT_THE_LEG)
            return self._ask_where(handler_input, Phrase.CRAMP_ELSEWHERE)
        if session.group == "pregnant" and not known and session.asked != Question.IN_LEG:
            return self._ask_where(handler_input, Phrase.PREGNANT_WARNING)
        is_telling = place is not None and self.library.topics.about_exactly(Aspect.NOW, (place,)) is not None
        session.cramp = place if is_telling else muscle
        return self.hold(handler_input)

    def _ask_where(self, handler_input: HandlerInput, phrase: Phrase) -> Response:
        where = self.wording(handler_input, phrase)
        return self.say(handler_input, where, question=Question.IN_LEG, needs_answer=True)


class NotTheLegHandler(Handler):
    """A cramp somewhere else is not for this skill."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) == "NoIntent" and session_of(handler_input).asked == Question.IN_LEG

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.close(handler_input, Phrase.NOT_THE_LEG)


class EasingHandler(_CrampHandler):
    """In the middle of a cramp: whether it is easing. Whatever else is said, the cramp goes on first."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return session_of(handler_input).asked == Question.EASING and intent_of(handler_input) in _ANSWERS

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        intent = intent_of(handler_input) or ""
        if intent == "YesIntent":
            eased = self.wording(handler_input, self._eased(session.coaching))
            session.coaching = None
            return self.say(handler_input, eased, question=Question.WALK)
        if intent in _REASSURANCES:
            return self.reassure(handler_input, _REASSURANCES[intent])
        coaching = session.coaching
        if coaching is not None and intent in ("PreviousIntent", "StartOverIntent", "RepeatStretchIntent"):
            part = coaching.part if intent == "RepeatStretchIntent" else 0
            return self.lead(handler_input, Coaching(coaching.plan, coaching.start, part))
        # "Continue" may answer the question, or come before it, or after a wait.
        answers = coaching is None or (heard_of(coaching, self.coach).over and not coaching.waiting)
        if coaching is not None and intent == "ResumeIntent" and not answers:
            return self.go_on(handler_input, coaching)
        return self.hold_on(handler_input)

    def _eased(self, coaching: Coaching | None) -> Phrase:
        """The phrase for a cramp that lets go: by then somebody may have rubbed it, or stood up."""
        steps = self.coach.steps(coaching.plan) if coaching else {}
        places = part_of(coaching, self.coach).cues[0].place if coaching else None
        step = steps.get(places.step) if places else None
        return _EASED.get(step.stretch.id if step else "", Phrase.CRAMP_EASED)


class WalkHandler(_CrampHandler):
    """The cramp has let go: half a minute of moving gently."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "YesIntent") and session_of(handler_input).asked == Question.WALK

    def handle(self, handler_input: HandlerInput) -> Response:
        plan = self._plan(handler_input)
        last = max(self.coach.steps(plan))
        return self.lead_from(handler_input, plan, Place(last))


_EASED = {"gentle-rub": Phrase.CRAMP_EASED_RUBBED, "heel-down": Phrase.CRAMP_EASED_STANDING}
"""Stretch to phrase."""
_ALL_TRIED = 3
"""Everything twice, and the rule for stubborn cramps after each."""

_REASSURANCES = {
    "PauseIntent": Phrase.CRAMP_WAIT,
    "HelpIntent": Phrase.HELP_CRAMP,
    "ThatHurtsIntent": Phrase.CRAMP_HURTS,
}
"""Intent to phrase."""

_ANSWERS = {
    *_REASSURANCES,
    "YesIntent",
    "NoIntent",
    "ResumeIntent",
    "NextIntent",
    "PreviousIntent",
    "StartOverIntent",
    "RepeatStretchIntent",
    "QuickTipIntent",
    "StartRoutineIntent",
}
