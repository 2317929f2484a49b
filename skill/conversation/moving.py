"""On, back, again and away: what somebody says to a routine that is under way."""

from dataclasses import replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.coach.place import OPENING, Place
from skill.coach.plan import Side, sides_of
from skill.conversation.clock import AT_THE_END, BETWEEN_PARTS, heard_of, part_of
from skill.conversation.coaching import Coaching
from skill.conversation.leading import Leading
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.stretches import Sides

_ALL = 3600.0
"""Seconds after which any part was heard to its end."""


class Moving(Leading):
    """A handler that moves within the routine."""

    def coaching(self, handler_input: HandlerInput) -> Coaching:
        """What is under way."""
        coaching = session_of(handler_input).coaching
        assert coaching is not None
        return coaching

    def is_coached(self, handler_input: HandlerInput) -> bool:
        """Whether a routine is under way. In a cramp everything comes back to whether it is easing."""
        session = session_of(handler_input)
        return session.coaching is not None and session.asked not in (Question.EASING, Question.IN_LEG)

    def is_opening(self, handler_input: HandlerInput) -> bool:
        """Whether what is said before everything was being said: nobody goes on without it."""
        return heard_of(self.coaching(handler_input), self.coach).cue.place == OPENING


class GoOnHandler(Moving):
    """Carry on: with the next part after its question, else where it was interrupted."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        going_on = wants(handler_input, "ResumeIntent", yes_to=(*BETWEEN_PARTS, Question.RESUME))
        return self.is_coached(handler_input) and going_on

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        # A yes answers the question. "Continue" may, or it may come before it.
        if session_of(handler_input).asked in BETWEEN_PARTS and (
            wants(handler_input, "YesIntent") or heard_of(coaching, self.coach).over
        ):
            return self.next_part(handler_input, coaching)
        return self.go_on(handler_input, coaching)


class NextIntentHandler(Moving):
    """Leave the stretch that is running; after a part's question, carry on."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return self.is_coached(handler_input) and wants(handler_input, "NextIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        heard = heard_of(coaching, self.coach)
        if heard.over:
            return self.next_part(handler_input, coaching)
        if heard.cue.place == OPENING:
            # Whoever skips what is said first has heard this all the same.
            return self.lead_from(handler_input, coaching.plan, Place(0), self.caution(coaching.plan))
        return self.lead_from(handler_input, coaching.plan, Place(heard.cue.place.step + 1))


class OtherSideIntentHandler(Moving):
    """The other leg; where there is none, the next stretch."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return self.is_coached(handler_input) and wants(handler_input, "OtherSideIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        heard = heard_of(coaching, self.coach)
        if heard.over:
            return self.next_part(handler_input, coaching)
        if self.is_opening(handler_input):
            return self.lead(handler_input, Coaching(coaching.plan))
        place = heard.cue.place
        step = self.coach.steps(coaching.plan).get(place.step)
        if step is not None and coaching.plan.side and step.stretch.sides is Sides.EACH:
            other = Side.LEFT if coaching.plan.side is Side.RIGHT else Side.RIGHT
            return self.lead_from(handler_input, replace(coaching.plan, side=other), Place(place.step))
        has_another = step is not None and len(sides_of(coaching.plan, step)) > 1
        there = Place(place.step, 1 - place.side) if has_another else Place(place.step + 1)
        return self.lead_from(handler_input, coaching.plan, there)


class BackIntentHandler(Moving):
    """The stretch before, this one from its beginning, or all of it again."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        moves = ("PreviousIntent", "StartOverIntent", "RepeatStretchIntent")
        return self.is_coached(handler_input) and intent_of(handler_input) in moves

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        if wants(handler_input, "StartOverIntent") or self.is_opening(handler_input):
            return self.lead(handler_input, Coaching(coaching.plan))
        steps = list(self.coach.steps(coaching.plan))
        heard = heard_of(coaching, self.coach)
        if wants(handler_input, "PreviousIntent"):
            before = [step for step in steps if step < heard.cue.place.step]
        else:
            # At the question it is the stretch before it that was done.
            place = part_of(coaching, self.coach).cues[-3].place if heard.over else heard.cue.place
            before = [step for step in steps if step <= place.step]
        return self.lead_from(handler_input, coaching.plan, Place(before[-1] if before else steps[0]))


class RepeatCueHandler(Moving):
    """What was being said, and on from there."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        # After an aside it is the aside that is said again.
        asked = session.asked in (*BETWEEN_PARTS, *AT_THE_END, Question.EASING)
        return wants(handler_input, "RepeatIntent") and session.coaching is not None and asked

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        cues = part_of(coaching, self.coach).cues
        cue = heard_of(coaching, self.coach).cue
        here = cues.index(cue)
        if cue.place.repetition:
            # The words that begin the hold or the set: nobody can be let into the middle of one.
            here = next(i for i, each in enumerate(cues) if each.text and each.place == cue.place)
        while here > 0 and not cues[here].text:
            here -= 1
        return self.lead(handler_input, Coaching(coaching.plan, coaching.start, coaching.part, skipped=here))


class PauseIntentHandler(Moving):
    """A pause: in the routine it waits, elsewhere the skill leaves."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        not_ready = wants(handler_input, "NoIntent") and session_of(handler_input).asked in BETWEEN_PARTS
        return not_ready or wants(handler_input, "PauseIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if session.coaching is None:
            return self.close(handler_input, Phrase.ON_HOLD)
        if wants(handler_input, "NoIntent"):
            # This part was heard to its end: it goes on with the next.
            session.coaching.heard = _ALL
        paused = self.wording(handler_input, Phrase.PAUSED)
        return self.say(handler_input, paused, question=Question.RESUME, needs_answer=True)


class RoutineEndHandler(Moving):
    """The end of the routine: settled, done, or not to be gone on with."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        answered = intent_of(handler_input) in ("YesIntent", "NoIntent") and session.asked in AT_THE_END
        given_up = wants(handler_input, "NoIntent") and session.asked == Question.RESUME
        return session.coaching is not None and (answered or given_up)

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if session.asked == Question.DONE and wants(handler_input, "NoIntent"):
            session.coaching = None
            declined = self.wording(handler_input, Phrase.DECLINED)
            return self.say(handler_input, declined, question=Question.MENU, needs_answer=True)
        if session.asked == Question.RESUME:
            return self.close(handler_input, Phrase.LEFT_OFF)
        assert session.coaching is not None
        return self.end(handler_input, session.coaching.plan)
