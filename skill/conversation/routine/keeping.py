"""The place in a routine, or its end, as memory keeps it. A routine that is not remembered is left out."""

from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.leading import leave_at
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.mode import AT_THE_END
from skill.conversation.state.progress import is_past, led_progress


def keep_progress(turn: Turn) -> None:
    """Keep the place in the routine that this request interrupts, or that the routine was done."""
    coaching = turn.session.coaching
    if coaching is not None and not coaching.waiting:
        _keep_led(turn, coaching)
    elif turn.playing:
        keep_played(turn, turn.playing.plan, turn.playing.place)


def keep_played(turn: Turn, plan: Plan, place: Place) -> None:
    """Keep the place in a played routine. After its last step, keep that the routine was done."""
    routine = turn.coach.routine(plan)
    if not routine.remembered:
        return
    person = turn.person
    if not is_past(place, range(len(routine.steps))):
        person.leave_at(routine.id, place, turn.day)
    elif person.unfinished and person.unfinished.routine == routine.id:
        # The player may report the end several times, and only the first report finds the routine unfinished.
        person.unfinished = None
        person.count_finished(routine.id)


def _keep_led(turn: Turn, coaching: Coaching) -> None:
    """Keep the place in a led routine. At its last question, keep that the routine was done."""
    routine = turn.coach.routine(coaching.plan)
    if not routine.remembered or coaching.finished:
        return
    progress = led_progress(coaching, turn.coach)
    is_over = turn.answers_yes_or_no or is_past(progress.place, turn.coach.steps(coaching.plan))
    if turn.session.asked not in AT_THE_END or not is_over:
        leave_at(turn, coaching.plan, progress.earliest)
        return
    coaching.finished = True
    turn.person.unfinished = None
    # A routine of which stretches were left out does not count as done to its end.
    if None not in dict(coaching.plan.swaps).values():
        turn.person.count_finished(routine.id)
