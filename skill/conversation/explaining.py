"""Answers: what is known, more of it, and where it comes from."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.cramp import PLACES
from skill.conversation.handler import Handler
from skill.conversation.person import recall, remember
from skill.conversation.reply import Card, card_for
from skill.conversation.subjects import note_person, subjects_of, thing_in
from skill.conversation.turn import intent_of, session_of, slot_words, wants
from skill.interaction.aspects import ASPECTS
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect, Topic

_YES = {Question.WHY: Aspect.WHY, Question.DOCTOR: Aspect.DOCTOR}
"""Question to what a yes to it asks."""

_NO = {Question.CRAMPING: Aspect.DOCTOR}
"""Question to what a no to it asks."""

_NEAR = {
    Aspect.WHY: Question.WHY,
    Aspect.HELPS: Question.TIP,
    Aspect.SAFE: Question.TIP,
    Aspect.FAILS: Question.TIP,
    Aspect.WHAT: Question.DOCTOR,
    Aspect.IS_IT: Question.DOCTOR,
}
"""What is asked, to what is offered when there is no answer."""


class Explaining(Handler):
    """A handler that answers with a topic."""

    def explain(self, handler_input: HandlerInput, topic: Topic, offer: Question = Question.MORE) -> Response:
        """Say the topic, and offer more of it, or something else."""
        session = session_of(handler_input)
        session.answer, session.more_told = topic.id, False
        return self.say(
            handler_input,
            topic.say,
            card=self._with_disclaimer(handler_input, card_for(topic)),
            question=session.under_way or offer,
            needs_answer=session.under_way is not None,
        )

    def at_a_loss(self, handler_input: HandlerInput, phrase: Phrase, near: Question) -> Response:
        """Say that this is not known, and offer what is near.

        The second time running it names the signs that need help now.
        """
        session = session_of(handler_input)
        session.staying = True
        if session.under_way in (Question.EASING, Question.IN_LEG):
            phrase = Phrase.CRAMP_WARNING
        elif session.coaching is not None:
            # The second time running it may be more than a word that was missed.
            phrase = Phrase.FALLBACK_STRETCHING if session.lost else Phrase.NOT_CAUGHT_STRETCHING
        elif session.lost:
            phrase = Phrase.NOT_UNDERSTOOD_AGAIN
        return self.say(
            handler_input,
            self.wording(handler_input, phrase),
            question=session.under_way or near,
            needs_answer=True,
            lost=session.lost + 1,
        )

    def _with_disclaimer(self, handler_input: HandlerInput, card: Card) -> Card:
        """A person's first answer shows the disclaimer in full."""
        session = session_of(handler_input)
        if session.card_disclaimed:
            return card
        session.card_disclaimed = True
        person = recall(handler_input)
        if person.disclaimed:
            return card
        person.disclaimed = True
        remember(handler_input, person)
        return card.with_note(self.library.phrases.say[Phrase.DISCLAIMER][0])


class TopicHandler(Explaining):
    """A question about cramps, or about a thing that may cause them or help."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return self._ask(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        ask = self._ask(handler_input)
        assert ask is not None
        note_person(handler_input, self.library.names)
        subjects = subjects_of(handler_input, self.library.names)
        topic = self.library.topics.find(ask, subjects.things)
        if subjects.unknown or topic is None:
            phrase = Phrase.NOT_KNOWN if subjects.unknown or subjects.things else Phrase.WHICH_ONE
            return self.at_a_loss(handler_input, phrase, _NEAR.get(ask, Question.MENU))
        suiting = self.library.routine_for(subjects.things) if ask is Aspect.WHO else None
        session = session_of(handler_input)
        if suiting is None or session.resting:
            return self.explain(handler_input, topic)
        session.offered = suiting.id
        return self.explain(handler_input, topic, Question.ROUTINE)

    def _ask(self, handler_input: HandlerInput) -> Aspect | None:
        asked = session_of(handler_input).asked
        if asked and wants(handler_input, "YesIntent"):
            return _YES.get(asked)
        if asked and wants(handler_input, "NoIntent"):
            return _NO.get(asked)
        if wants(handler_input, "QuickTipIntent"):
            # A tip for a group, which has a topic of its own, or for a place where a cramp is dangerous.
            return Aspect.NOW if self._is_dangerous_there(handler_input) else Aspect.WHO
        intent = intent_of(handler_input)
        return ASPECTS.get(intent) if intent else None

    def _is_dangerous_there(self, handler_input: HandlerInput) -> bool:
        return thing_in(handler_input, "situation", self.library.names) in PLACES


class PregnantHandler(Explaining):
    """Somebody is pregnant: cramps may be in the tummy, which is another matter. For the leg, what helps."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        if session_of(handler_input).asked == Question.PREGNANT_IN_LEG:
            named = self._names_a_muscle(handler_input) and not wants(handler_input, "CrampNowIntent")
            return wants(handler_input, "YesIntent") or named
        subjects = subjects_of(handler_input, self.library.names)
        return wants(handler_input, "IAmIntent") and "pregnant" in subjects.things

    def handle(self, handler_input: HandlerInput) -> Response:
        note_person(handler_input, self.library.names)
        if session_of(handler_input).asked == Question.PREGNANT_IN_LEG or slot_words(handler_input, "muscle"):
            return self.explain(handler_input, self.library.topics.by_id["group_pregnant"])
        warning = self.wording(handler_input, Phrase.PREGNANT_WARNING)
        return self.say(handler_input, warning, question=Question.PREGNANT_IN_LEG, needs_answer=True)

    def _names_a_muscle(self, handler_input: HandlerInput) -> bool:
        return bool(slot_words(handler_input, "muscle"))


class TellMeMoreIntentHandler(Handler):
    """More of what was answered last."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "TellMeMoreIntent", yes_to=(Question.MORE,))

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        topic = self.library.topics.by_id.get(session.answer or "")
        if topic is None or session.more_told:
            nothing = self.wording(handler_input, Phrase.NOTHING_MORE)
            return self.say(
                handler_input, nothing, question=session.under_way or Question.TIP, needs_answer=True
            )
        session.more_told = True
        return self.say(
            handler_input,
            topic.more,
            card=card_for(topic),
            question=session.under_way or Question.TIP,
            needs_answer=session.under_way is not None,
        )


class SourceIntentHandler(Handler):
    """How it knows: how sure anyone is, and who says so."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "SourceIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        answer = self.library.answer(session.answer or "")
        if answer is None:
            general = self.wording(handler_input, Phrase.SOURCES)
            return self.say(handler_input, general, question=session.under_way or Question.MENU)
        strength = getattr(answer, "strength", "")
        named = [source.spoken for source in answer.sources[:2]]
        phrase = self.wording(handler_input, Phrase.SOURCE if len(named) == 1 else Phrase.TWO_SOURCES)
        offer = Question.TIP if session.more_told else Question.MORE
        spoken = phrase.replace("{first}", named[0]).replace("{second}", named[-1])
        return self.say(
            handler_input,
            f"{strength} {spoken}".strip(),
            card=card_for(answer),
            question=session.under_way or offer,
            needs_answer=session.under_way is not None,
        )


class AreYouADoctorIntentHandler(Handler):
    """Who is speaking."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "AreYouADoctorIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        return self.say(
            handler_input,
            self.wording(handler_input, Phrase.NO_DOCTOR),
            card=Card("Leg Cramp Coach").with_note(self.library.phrases.say[Phrase.DISCLAIMER][0]),
            question=session.under_way or Question.DOCTOR,
            needs_answer=session.under_way is not None,
        )
