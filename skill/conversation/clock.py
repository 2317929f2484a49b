"""The clock of a routine: it is stopped by whatever is said next."""

from ask_sdk_core.dispatch_components import AbstractRequestInterceptor
from ask_sdk_core.handler_input import HandlerInput

from skill.coach.clock import Heard, hear
from skill.coach.coach import Coach
from skill.coach.place import Place
from skill.coach.timeline import Part, Timeline
from skill.conversation.coaching import Coaching
from skill.conversation.person import Unfinished, recall, remember
from skill.conversation.questions import Question
from skill.conversation.turn import day_of, intent_of, request_of, session_of


class Clock(AbstractRequestInterceptor):
    """Before anything else is done with a request: how far the routine was heard that it interrupts."""

    def __init__(self, coach: Coach, lag: float) -> None:
        """lag: seconds that are lost between a reply and its first word, and before the next request."""
        self._coach = coach
        self._lag = lag

    def process(self, handler_input: HandlerInput) -> None:
        """Stop the clock, and keep the place."""
        session = session_of(handler_input)
        coaching = session.coaching
        if coaching is None:
            return
        if not self._coach.knows(coaching.plan, coaching.start, coaching.part):
            session.coaching = None
            return
        if coaching.spoken_at is None:
            return
        part = part_of(coaching, self._coach)
        moment = request_of(handler_input).timestamp
        elapsed = moment.timestamp() - coaching.spoken_at - self._lag - coaching.before if moment else 0.0
        began = part.cues[min(coaching.skipped, len(part.cues) - 1)].start
        coaching.heard = round(began + max(elapsed, 0.0), 3)
        coaching.lag = self._lag
        coaching.spoken_at = None
        self._keep(handler_input, coaching)

    def _keep(self, handler_input: HandlerInput, coaching: Coaching) -> None:
        """Write down where the person is, or that they have finished, unless the routine leaves no trace."""
        routine = self._coach.routine(coaching.plan)
        if not routine.trace:
            return
        asked = session_of(handler_input).asked
        at_the_end = asked in (Question.SETTLE, Question.DONE)
        person = recall(handler_input)
        answered = intent_of(handler_input) in ("YesIntent", "NoIntent")
        if at_the_end and (answered or heard_of(coaching, self._coach).over):
            person.finished[routine.id] = person.finished.get(routine.id, 0) + 1
            person.unfinished = None
        else:
            place = place_to_resume(coaching, self._coach)
            person.unfinished = Unfinished(routine.id, place, day_of(handler_input))
        remember(handler_input, person)


def timeline_of(coaching: Coaching, coach: Coach) -> Timeline:
    """The timeline that is under way."""
    return coach.timeline(coaching.plan, coaching.start)


def part_of(coaching: Coaching, coach: Coach) -> Part:
    """The part of it that was spoken last."""
    return timeline_of(coaching, coach).parts[coaching.part]


def heard_of(coaching: Coaching, coach: Coach) -> Heard:
    """How far that part was heard."""
    return hear(part_of(coaching, coach), coaching.heard, coaching.lag)


def place_to_resume(coaching: Coaching, coach: Coach) -> Place:
    """Where to go on: at the earliest place that it may have been, so that nothing is skipped."""
    return heard_of(coaching, coach).earliest.place
