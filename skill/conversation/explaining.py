"""Answers: why cramps happen, and tips."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.person import recall, remember
from skill.conversation.questions import Question
from skill.conversation.reply import card_for
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.topics import Topic


class WhyCrampsIntentHandler(Handler):
    """Why cramps happen."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "WhyCrampsIntent", yes_to=(Question.WHY,))

    def handle(self, handler_input: HandlerInput) -> Response:
        topic = self.library.topics["cause_overview"]
        under_way = session_of(handler_input).under_way
        return self.say(
            handler_input,
            topic.say,
            card=card_for(topic),
            question=under_way or Question.TIP,
            needs_answer=under_way is not None,
        )


class QuickTipIntentHandler(Handler):
    """A tip that the person has not heard, the most useful first. Outside a routine "next" is one more."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        asked_for = wants(handler_input, "QuickTipIntent", yes_to=(Question.TIP, Question.ANOTHER_TIP))
        skipped = intent_of(handler_input) == "NextIntent" and session_of(handler_input).part is None
        return asked_for or skipped

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        session.tips = [tip for tip in session.tips if tip in self.library.tips]
        person = recall(handler_input)
        tip = self._choose(session.tips, person.tips)
        if tip is None:
            return self.say(
                handler_input,
                self.wording(handler_input, "no_more_tips"),
                question=session.under_way or Question.BEDTIME,
                needs_answer=session.under_way is not None,
            )
        session.tips.append(tip.id)
        # Once every tip was heard they begin again, so only this session's count.
        heard = person.tips if tip.id not in person.tips else session.tips[:-1]
        person.tips = [*heard, tip.id]
        remember(handler_input, person)
        offer = Question.ANOTHER_TIP if len(session.tips) < 3 else Question.BEDTIME
        return self.say(
            handler_input,
            tip.say,
            card=card_for(tip),
            question=session.under_way or offer,
            needs_answer=session.under_way is not None,
        )

    def _choose(self, in_session: list[str], before: list[str]) -> Topic | None:
        left = [tip for tip in self.library.tips.values() if tip.id not in in_session]
        new = [tip for tip in left if tip.id not in before]
        return next(iter(new or left), None)
