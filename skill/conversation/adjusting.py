"""Another pace, other holds, one leg, no towel: the routine goes on as somebody wants it."""

from dataclasses import replace

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.coach.place import Place
from skill.coach.plan import LONGEST_HOLD, SHORTEST_HOLD, Detail, Pace, Plan, Side
from skill.conversation.clock import heard_of, place_to_resume, timeline_of
from skill.conversation.coaching import Coaching
from skill.conversation.moving import Moving
from skill.conversation.person import recall, remember
from skill.conversation.turn import intent_of, session_of, slot_id
from skill.knowledge.phrases import Phrase, Question

LONGER_BY = 10
"""Seconds that "longer" adds to every hold, and "shorter" takes off."""


class AdjustingHandler(Moving):
    """A wish for the routine. It goes on at the repetition that was interrupted."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in _WISHES

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        intent = intent_of(handler_input) or ""
        if intent in _PACES:
            self._remember_pace(handler_input, _PACES[intent])
        coaching = session.coaching
        if coaching is None:
            phrase = Phrase.PACE_KEPT if intent in _PACES else Phrase.NOTHING_RUNNING
            said = self.wording(handler_input, phrase)
            question = session.under_way or Question.BEDTIME
            return self.say(handler_input, said, question=question, needs_answer=True)
        place = place_to_resume(coaching, self.coach)
        plan, phrase = self._wished(handler_input, coaching.plan)
        said = self.wording(handler_input, phrase)
        if plan is None:
            return self.say(handler_input, said, question=session.under_way, needs_answer=True)
        if session.playing:
            # What was played is led by voice from here on.
            said = f"{said} {self.wording(handler_input, Phrase.LED_INSTEAD)}"
        if (plan.side, plan.swaps) != (coaching.plan.side, coaching.plan.swaps):
            place = Place(place.step)
        return self.lead_from(handler_input, plan, place, said)

    def _wished(self, handler_input: HandlerInput, plan: Plan) -> tuple[Plan | None, Phrase]:
        """The plan as it is wished for, or None where nothing can be changed; and the phrase for it."""
        intent = intent_of(handler_input) or ""
        if intent in _PACES:
            return replace(plan, pace=_PACES[intent]), _PHRASES[intent]
        if intent in _DETAILS:
            return replace(plan, detail=_DETAILS[intent]), _PHRASES[intent]
        if intent in ("LongerIntent", "ShorterIntent"):
            return self._timed(handler_input, plan, LONGER_BY if intent == "LongerIntent" else -LONGER_BY)
        if intent == "OneSideIntent":
            side = slot_id(handler_input, "side")
            if side is None:
                return None, Phrase.WHICH_SIDE
            return (
                (replace(plan, side=Side(side)), _ONLY[Side(side)])
                if side in list(Side)
                else (
                    replace(plan, side=None),
                    Phrase.BOTH_SIDES,
                )
            )
        if intent == "MissingThingIntent":
            return self._without(handler_input, plan)
        return None, Phrase.NOTHING_RUNNING

    def _timed(self, handler_input: HandlerInput, plan: Plan, more: int) -> tuple[Plan | None, Phrase]:
        seconds = slot_id(handler_input, "seconds")
        if seconds is None:
            longer = min(max(plan.longer + more, SHORTEST_HOLD - LONGEST_HOLD), LONGEST_HOLD - SHORTEST_HOLD)
            return replace(plan, longer=longer), Phrase.LONGER if more > 0 else Phrase.SHORTER
        if int(seconds) > LONGEST_HOLD:
            return replace(plan, hold=LONGEST_HOLD, longer=0), Phrase.LONGEST_HOLD
        return replace(plan, hold=max(int(seconds), SHORTEST_HOLD), longer=0), Phrase.COUNTED

    def _without(self, handler_input: HandlerInput, plan: Plan) -> tuple[Plan | None, Phrase]:
        thing = slot_id(handler_input, "thing")
        needing = [step.stretch for step in self.coach.steps(plan).values() if thing in step.needs]
        if thing is None or not needing:
            seated = thing == "chair" and not self.coach.routine(plan).suits.isdisjoint(("older", "pregnant"))
            return None, Phrase.NO_CHAIR if seated else Phrase.NOT_NEEDED
        for stretch in needing:
            plan = plan.swapped(stretch.id, stretch.without)
        return plan, Phrase.WITHOUT_IT

    def _remember_pace(self, handler_input: HandlerInput, pace: Pace) -> None:
        coaching = session_of(handler_input).coaching
        if coaching is not None and not self.coach.routine(coaching.plan).remembered:
            return
        person = recall(handler_input)
        person.pace = pace
        remember(handler_input, person)


class CannotReachIntentHandler(Moving):
    """A stretch goes too far: how much of it is enough, and on with it from there."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        in_a_cramp = session.coaching is not None and session.asked == Question.EASING
        cannot = intent_of(handler_input) == "CannotReachIntent"
        return cannot and (in_a_cramp or self.is_coached(handler_input))

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        step = self.coach.steps(coaching.plan).get(heard_of(coaching, self.coach).cue.place.step)
        if step is None:
            return self.go_on(handler_input, coaching)
        place = place_to_resume(coaching, self.coach)
        if not place.repetition or self.coach.steps(coaching.plan).get(place.step) != step:
            return self.go_on(handler_input, coaching, step.stretch.reach)
        there = Coaching(coaching.plan, place)
        cues = timeline_of(there, self.coach).parts[0].cues
        # They are in position: what is said about getting there would contradict it.
        begins = next(
            (i for i, cue in enumerate(cues) if cue.text.endswith((step.stretch.start, step.stretch.again))),
            0,
        )
        return self.lead(handler_input, replace(there, skipped=begins), step.stretch.reach)


_PACES = {"SlowerIntent": Pace.SLOW, "FasterIntent": Pace.NORMAL}
_DETAILS = {"LessTalkIntent": Detail.BRIEF, "MoreTalkIntent": Detail.FULL}
_PHRASES = {
    "SlowerIntent": Phrase.SLOWER,
    "FasterIntent": Phrase.FASTER,
    "LessTalkIntent": Phrase.LESS_TALK,
    "MoreTalkIntent": Phrase.MORE_TALK,
}
"""Intent to phrase."""
_ONLY = {Side.RIGHT: Phrase.ONLY_RIGHT, Side.LEFT: Phrase.ONLY_LEFT}
"""Leg to phrase."""
_WISHES = (*_PHRASES, "LongerIntent", "ShorterIntent", "OneSideIntent", "MissingThingIntent")
