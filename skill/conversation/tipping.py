"""Quick tips, fitted to the person's day where they said something of it."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.cramp import PLACES
from skill.conversation.handler import Handler
from skill.conversation.person import Person, recall, remember
from skill.conversation.reply import card_for
from skill.conversation.subjects import known_of, note_person, subjects_of, thing_in
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.library import Library
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Aspect, Topic


def advice_for_them(handler_input: HandlerInput, library: Library) -> Topic | None:
    """The topic with the advice for those for whom a tip was asked, unless that was what was said last."""
    group = thing_in(handler_input, "group", library.names)
    situation = thing_in(handler_input, "situation", library.names)
    has_tips = any(situation in tip.suits for tip in library.tips.values())
    whom = group or (None if has_tips else situation)
    topic = library.topics.about_exactly(Aspect.WHO, (whom,)) if whom else None
    if situation in PLACES:
        topic = library.topics.about_exactly(Aspect.NOW, (situation,))
    return None if topic is None or topic.id == session_of(handler_input).answer else topic


_TIPS_IN_A_ROW = 3
"""After so many, something else is offered."""


class QuickTipIntentHandler(Handler):
    """A tip that the person has not heard: first what suits their day, then the most useful.

    Outside a routine "next" is one more, and so is "tell me more" after a tip.
    """

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        asked_for = (
            wants(handler_input, "QuickTipIntent", yes_to=(Question.TIP, Question.ANOTHER_TIP))
            and advice_for_them(handler_input, self.library) is None
        )
        skipped = intent_of(handler_input) == "NextIntent" and session.coaching is None
        one_more = wants(handler_input, "TellMeMoreIntent") and session.answer in self.library.tips
        return asked_for or skipped or one_more or self._suits_their_day(handler_input)

    def _suits_their_day(self, handler_input: HandlerInput) -> bool:
        """Whether they said what their day is like, and there is a tip for it and no topic of its own."""
        things = subjects_of(handler_input, self.library.names).things
        if not wants(handler_input, "IAmIntent") or not things:
            return False
        topics = self.library.topics
        return topics.about_exactly(Aspect.WHO, things) is None and any(
            tip.suits & set(things) for tip in self.library.tips.values()
        )

    def handle(self, handler_input: HandlerInput) -> Response:
        note_person(handler_input, self.library.names)
        session = session_of(handler_input)
        session.tips = [tip for tip in session.tips if tip in self.library.tips]
        person = recall(handler_input)
        tip = self._choose(known_of(handler_input), session.tips, person.tips)
        if tip is None:
            return self.say(
                handler_input,
                self.wording(handler_input, Phrase.NO_MORE_TIPS),
                question=session.under_way or Question.BEDTIME,
                needs_answer=session.under_way is not None,
            )
        session.tips.append(tip.id)
        session.answer = tip.id
        if not tip.only:
            self._remember(handler_input, person, tip)
        offer = Question.ANOTHER_TIP if len(session.tips) < _TIPS_IN_A_ROW else Question.BEDTIME
        return self.say(
            handler_input,
            tip.say,
            card=card_for(tip),
            question=session.under_way or offer,
            needs_answer=session.under_way is not None,
        )

    def _choose(self, known: tuple[str, ...], in_session: list[str], before: list[str]) -> Tip | None:
        left = [tip for tip in self.library.tips.values() if tip.id not in in_session and tip.is_for(known)]
        new = [tip for tip in left if tip.id not in before]
        fitting = [tip for tip in (new or left) if tip.suits & set(known)]
        return next(iter(fitting or new or left), None)

    def _remember(self, handler_input: HandlerInput, person: Person, tip: Tip) -> None:
        session = session_of(handler_input)
        # Once every tip was heard they begin again, so only this session's count.
        heard = person.tips if tip.id not in person.tips else session.tips[:-1]
        person.tips = [*heard, tip.id]
        remember(handler_input, person)
