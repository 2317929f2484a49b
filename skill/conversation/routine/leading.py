"""The leading of a routine by voice. Each of its parts is one reply, which ends with a question."""

from dataclasses import replace

from skill.coach.coach import FAREWELLS
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Plan, Side
from skill.conversation.exchange.card import Card
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.progress import led_progress
from skill.knowledge.phrases import Question
from skill.knowledge.routines import Mood
from skill.voice.speech import Piece


def usual_plan(turn: Turn, routine: str) -> Plan:
    """Return the plan of a routine at the person's pace, in brief if they have done it before.

    It is shortened to the minutes that they asked for.
    """
    session, person = turn.session, turn.person
    detail = Detail.BRIEF if person.finished.get(routine, 0) > 0 else Detail.FULL
    plan = Plan(routine, person.pace, detail, group=session.group)
    return turn.coach.shortened(plan, session.minutes) if session.minutes else plan


def lead(turn: Turn, coaching: Coaching, preface: str = "", card: Card | None = None) -> Reply:
    """Lead a part of a routine.

    Its question keeps the session open, so that "pause" and "that hurts" reach the skill.

    preface: the words that are said first, in the routine's voice.
    card: the card in place of the routine's own.
    """
    session, coach = turn.session, turn.coach
    session.offered = session.minutes = None
    _take_over(coaching, session.coaching)
    session.coaching = coaching
    part = coaching.current_part(coach)
    routine = coach.routine(coaching.plan)
    # A routine keeps the session open for other wishes. After a cramp the person may want to rest.
    session.stays_open = session.stays_open or routine.mood is not Mood.ACUTE
    spoken_first: list[Piece] = [replace(part.cues[0], text=preface).spoken] if preface else []
    coaching.spoken_at = turn.moment.timestamp()
    coaching.preface = sum(coach.seconds_of(piece) for piece in spoken_first)
    if routine.remembered and not coaching.finished:
        leave_at(turn, coaching.plan, part.cues[coaching.skipped].place)
    is_beginning = coaching.start == OPENING and coaching.part == 0 and coaching.skipped == 0
    return Reply(
        (*spoken_first, *(cue.spoken for cue in part.cues[coaching.skipped : -1])),
        card or (routine_card(turn, coaching.plan) if is_beginning else None),
        Question(part.question),
        insists=True,
        asked_as=part.question_cue.spoken,
    )


def go_on(turn: Turn, coaching: Coaching, preface: str = "") -> Reply:
    """Go on with a routine from the earliest place that may have been heard; after its last step, end it."""
    return lead_from(turn, coaching.plan, led_progress(coaching, turn.coach).earliest, preface)


def lead_from(turn: Turn, plan: Plan, place: Place, preface: str = "") -> Reply:
    """Lead what is left of a plan from a place on. If no step is left, end the routine."""
    if all(index < place.step for index in turn.coach.steps(plan)):
        return end(turn, plan, preface)
    return lead(turn, Coaching(plan, place), preface)


def next_part(turn: Turn, coaching: Coaching) -> Reply:
    """Lead the part after this one. After the last part, end the routine."""
    if coaching.part + 1 >= len(coaching.timeline(turn.coach).parts):
        return end(turn, coaching.plan)
    return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part + 1))


def end(turn: Turn, plan: Plan, preface: str = "") -> Reply:
    """End the routine with a farewell. Its place is dropped from memory, so that it is not offered again."""
    routine = turn.coach.routine(plan)
    if routine.remembered:
        turn.person.drop_place(routine.id)
    turn.leave_routine()
    return Reply(f"{preface} {turn.wording(FAREWELLS[routine.mood])}".strip())


def caution_for(turn: Turn, plan: Plan) -> str:
    """Return the words of caution before the first stretch, for everybody and for the plan's group."""
    routine = turn.coach.routine(plan)
    return f"{routine.caution} {routine.cautions.get(plan.group or '', '')}".strip()


def routine_card(turn: Turn, plan: Plan) -> Card:
    """Return the card of a routine: its stretches, its caution and its sources."""
    routine = turn.coach.routine(plan)
    titles = "\n".join(f"- {step.stretch.title}" for step in turn.coach.steps(plan).values())
    text = f"{titles}\n\n{routine.caution}"
    return Card(routine.title, text=text, sources=routine.sources, reviewed=routine.reviewed)


def leave_at(turn: Turn, plan: Plan, place: Place) -> None:
    """Keep the place at which a routine is left."""
    # Memory keeps places of the plan for both legs, in which the left one comes second.
    if plan.side is Side.LEFT and place.step >= 0:
        place = replace(place, side=1)
    turn.person.leave_at(plan.routine, place, turn.day)


def _take_over(coaching: Coaching, previous: Coaching | None) -> None:
    """Copy the tempo of the voice from the previous part, and, in the same routine, that it was counted."""
    if previous:
        coaching.tempo = previous.tempo
        coaching.finished = previous.finished and previous.plan.routine == coaching.plan.routine
