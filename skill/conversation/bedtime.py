"""The bedtime stretch, part by part."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.questions import Question
from skill.conversation.reply import Card
from skill.conversation.turn import intent_of, session_of, slot_id, slot_words, wants


class _RoutineHandler(Handler):
    def lead(self, handler_input: HandlerInput, part: int) -> Response:
        """Speak this part. It ends with a question, so that "pause" and "that hurts" reach the skill."""
        routine = self.library.bedtime
        session = session_of(handler_input)
        session.staying = True
        session.part = part
        return self.say(
            handler_input,
            routine.parts[part],
            card=Card(routine.title, sources=routine.sources) if part == 0 else None,
            question=Question.NEXT_PART if part + 1 < len(routine.parts) else Question.SETTLE,
            needs_answer=True,
        )


class StartRoutineIntentHandler(_RoutineHandler):
    """A routine is asked for. With no name, or one that is not there, what there is is offered."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "StartRoutineIntent", yes_to=(Question.BEDTIME,))

    def handle(self, handler_input: HandlerInput) -> Response:
        named = slot_id(handler_input, "routine") == "bedtime-in-bed"
        offered = session_of(handler_input).asked == Question.BEDTIME
        if named or (offered and not slot_words(handler_input, "routine")):
            return self.lead(handler_input, 0)
        offer = self.wording(handler_input, "routines")
        return self.say(handler_input, offer, question=Question.BEDTIME, needs_answer=True)


class RoutineMoveHandler(_RoutineHandler):
    """On, back, or from the beginning, in the middle of the routine."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        if session_of(handler_input).part is None:
            return False
        going_on = wants(handler_input, "ResumeIntent", yes_to=(Question.NEXT_PART, Question.RESUME))
        # Before the pause was announced it was the stretch that was heard, so that is what is repeated.
        again = wants(handler_input, "RepeatIntent") and session_of(handler_input).asked == Question.RESUME
        moves = ("NextIntent", "PreviousIntent", "StartOverIntent")
        return going_on or again or intent_of(handler_input) in moves

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        last = len(self.library.bedtime.parts) - 1
        here = min(session.part or 0, last)
        intent = intent_of(handler_input)
        if intent == "StartOverIntent":
            there = 0
        elif intent == "PreviousIntent":
            there = max(here - 1, 0)
        elif intent == "NextIntent" or session.asked == Question.NEXT_PART:
            there = here + 1
        else:
            there = here
        if there > last:
            return self.close(handler_input, "goodnight")
        return self.lead(handler_input, there)


class PauseIntentHandler(Handler):
    """A pause: in the routine it waits, elsewhere the skill leaves."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        not_ready = intent_of(handler_input) == "NoIntent" and (
            session_of(handler_input).asked == Question.NEXT_PART
        )
        return not_ready or wants(handler_input, "PauseIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if session.part is None:
            return self.close(handler_input, "on_hold")
        if intent_of(handler_input) == "NoIntent":
            session.part += 1  # This part was heard to its end: it goes on with the next.
        paused = self.wording(handler_input, "paused")
        return self.say(handler_input, paused, question=Question.RESUME, needs_answer=True)


class RoutineEndHandler(Handler):
    """The end of the routine: settled, or not to be gone on with."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        intent, asked = intent_of(handler_input), session_of(handler_input).asked
        settled = intent in ("YesIntent", "NoIntent") and asked == Question.SETTLE
        return settled or (intent == "NoIntent" and asked == Question.RESUME)

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.close(handler_input, "goodnight")
