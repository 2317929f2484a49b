"""The clock of a routine: it is stopped by whatever is said next."""

from dataclasses import replace

from ask_sdk_core.dispatch_components import AbstractRequestInterceptor
from ask_sdk_core.handler_input import HandlerInput

from skill.coach.coach import Coach
from skill.coach.heard import Heard, hear
from skill.coach.place import Place
from skill.coach.plan import Side
from skill.coach.timeline import Part, Timeline
from skill.conversation.coaching import Coaching
from skill.conversation.danger import sign_in
from skill.conversation.person import Unfinished, recall, remember
from skill.conversation.turn import day_of, intent_of, request_of, session_of
from skill.knowledge.library import Library
from skill.knowledge.phrases import Question

BETWEEN_PARTS = (Question.NEXT_SIDE, Question.NEXT_STRETCH)
AT_THE_END = (Question.SETTLE, Question.DONE)
IN_PAIN = ("CrampNowIntent", "ThatHurtsIntent")


class Clock(AbstractRequestInterceptor):
    """Before anything else is done with a request: how far the routine was heard that it interrupts."""

    def __init__(self, library: Library, coach: Coach, lag: float) -> None:
        """lag: seconds that are lost between a reply and its first word, and before the next request."""
        self._library = library
        self._coach = coach
        self._lag = lag

    def process(self, handler_input: HandlerInput) -> None:
        """Stop the clock, and keep the place."""
        session = session_of(handler_input)
        coaching = session.coaching
        if coaching is None:
            return
        if not self._coach.has_part(coaching.plan, coaching.start, coaching.part):
            session.coaching = None
            return
        if coaching.spoken_at is None:
            coaching.waiting = True
            return
        moment = request_of(handler_input).timestamp
        elapsed = moment.timestamp() - coaching.spoken_at - coaching.before if moment else 0.0
        coaching.heard = round(max(elapsed - self._lag, 0.0), 3)
        coaching.lag = self._lag
        coaching.spoken_at = None
        if session.asked in BETWEEN_PARTS and intent_of(handler_input) in ("YesIntent", "NoIntent"):
            part = part_of(coaching, self._coach)
            coaching.tempo = coaching.tempo.learned(part, elapsed, _skipped(coaching, part))
        # Nothing may delay what is said to somebody in danger or in a cramp.
        if sign_in(handler_input, self._library) is None and intent_of(handler_input) not in IN_PAIN:
            self._keep(handler_input, coaching)

    def _keep(self, handler_input: HandlerInput, coaching: Coaching) -> None:
        """Write down where the person is, or that they have finished, unless the routine leaves no trace."""
        routine = self._coach.routine(coaching.plan)
        if not routine.remembered or coaching.finished:
            return
        person = recall(handler_input)
        answered = intent_of(handler_input) in ("YesIntent", "NoIntent")
        is_last = session_of(handler_input).asked in AT_THE_END
        if is_last and (answered or self._is_closing(coaching)):
            coaching.finished = True
            person.unfinished = None
            # Whoever left stretches out has not heard how they go.
            if None not in dict(coaching.plan.swaps).values():
                person.finished[routine.id] = person.finished.get(routine.id, 0) + 1
        else:
            person.unfinished = unfinished_in(coaching, place_to_resume(coaching, self._coach), handler_input)
        remember(handler_input, person)

    def _is_closing(self, coaching: Coaching) -> bool:
        """Whether the last stretch was over."""
        steps = self._coach.steps(coaching.plan)
        return heard_of(coaching, self._coach).cue.place.step > max(steps, default=0)


def unfinished_in(coaching: Coaching, place: Place, handler_input: HandlerInput) -> Unfinished:
    """What is to be carried on another time: the place as it is called where both legs are stretched."""
    if coaching.plan.side is Side.LEFT and place.step >= 0:
        place = replace(place, side=1)
    return Unfinished(coaching.plan.routine, place, day_of(handler_input))


def timeline_of(coaching: Coaching, coach: Coach) -> Timeline:
    """The timeline that is under way."""
    return coach.timeline(coaching.plan, coaching.start)


def part_of(coaching: Coaching, coach: Coach) -> Part:
    """The part of it that was spoken last."""
    return timeline_of(coaching, coach).parts[coaching.part]


def heard_of(coaching: Coaching, coach: Coach) -> Heard:
    """How far that part was heard."""
    part = part_of(coaching, coach)
    return hear(part, coaching.heard, coaching.lag, coaching.tempo, _skipped(coaching, part))


def place_to_resume(coaching: Coaching, coach: Coach) -> Place:
    """Where to go on: at the earliest place that it may have been, so that nothing is skipped."""
    return heard_of(coaching, coach).earliest.place


def _skipped(coaching: Coaching, part: Part) -> int:
    """How many cues the reply left out: never all of them, whatever was sent."""
    return min(coaching.skipped, len(part.cues) - 1)
