"""What somebody asks of the routine that is under way: how long still, which stretch, what for."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.coach.phrasing import spoken_length
from skill.coach.plan import sides_of
from skill.conversation.clock import heard_of, timeline_of
from skill.conversation.explaining import Explaining
from skill.conversation.handler import Handler
from skill.conversation.moving import Moving
from skill.conversation.turn import intent_of, session_of, wants
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question


class HowLongLeftIntentHandler(Moving):
    """How long the routine still takes. Without one, and in a cramp, it is the cramp that was meant."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "HowLongLeftIntent") and self.is_coached(handler_input)

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        parts = timeline_of(coaching, self.coach).parts
        playing = session_of(handler_input).playing
        if playing:
            length = spoken_length(playing.left, self.coach.words)
            return self._say(handler_input, length)
        later = sum(part.length(coaching.tempo.likely) for part in parts[coaching.part + 1 :])
        length = spoken_length(heard_of(coaching, self.coach).left + later, self.coach.words)
        return self._say(handler_input, length)

    def _say(self, handler_input: HandlerInput, length: str) -> Response:
        text = self.wording(handler_input, Phrase.LEFT).replace("{length}", length)
        return self.say(handler_input, text, question=Question.RESUME, needs_answer=True)


class WhichStretchIntentHandler(Moving):
    """Which stretch it is; in a routine also on which side, and how many there are."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "WhichStretchIntent") and session_of(handler_input).coaching is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = self.coaching(handler_input)
        steps = self.coach.steps(coaching.plan)
        place = heard_of(coaching, self.coach).cue.place
        index = min(max(place.step, min(steps)), max(steps))
        sides = sides_of(coaching.plan, steps[index])
        side = sides[min(place.side, len(sides) - 1)]
        phrase = Phrase.THIS_ONE_SIDE if side else Phrase.THIS_ONE
        text = self.wording(
            handler_input, phrase if self.is_coached(handler_input) else Phrase.THIS_FOR_A_CRAMP
        )
        numbers = self.coach.words[CoachingPhrase.NUMBERS]
        for name, value in {
            "title": steps[index].stretch.title,
            "side": side or "",
            "number": numbers[list(steps).index(index)],
            "count": numbers[len(steps) - 1],
        }.items():
            text = text.replace(f"{{{name}}}", value)
        question = session_of(handler_input).under_way
        return self.say(handler_input, text, question=question, needs_answer=True)


class NothingRunningHandler(Handler):
    """Something that only means anything in the middle of a routine."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in _OF_A_ROUTINE

    def handle(self, handler_input: HandlerInput) -> Response:
        nothing = self.wording(handler_input, Phrase.NOTHING_RUNNING)
        question = session_of(handler_input).under_way or Question.BEDTIME
        return self.say(handler_input, nothing, question=question, needs_answer=True)


_OF_A_ROUTINE = ("WhichStretchIntent", "OtherSideIntent", "CannotReachIntent")


class WhyThisIntentHandler(Explaining):
    """What the stretch is for, or stretching at all."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "WhyThisIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        coaching = session_of(handler_input).coaching
        why = "prev_bed_stretch"
        if coaching is not None:
            steps = self.coach.steps(coaching.plan)
            place = heard_of(coaching, self.coach).cue.place
            why = steps[min(max(place.step, min(steps)), max(steps))].stretch.why
        return self.explain(handler_input, self.library.topics.by_id[why])
