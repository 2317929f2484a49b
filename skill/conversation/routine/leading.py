"""Leading a routine: its parts, one after the other, each as one reply."""

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
    """The plan of a routine at the person's pace, in brief if they have done it before."""
    session, person = turn.session, turn.person
    is_known = person.finished.get(routine, 0) > 0
    plan = Plan(routine, person.pace, Detail.BRIEF if is_known else Detail.FULL, group=session.group)
    return turn.coach.shortened(plan, session.minutes) if session.minutes else plan


def lead(turn: Turn, coaching: Coaching, preface: str = "", card: Card | None = None) -> Reply:
    """Speak a part. It ends with a question, so that "pause" and "that hurts" reach the skill.

    preface: words that are said first, in the routine's voice; card: in place of the routine's own.
    """
    session, coach = turn.session, turn.coach
    session.offered = session.minutes = None
    _take_over(coaching, session.coaching)
    session.coaching = coaching
    part = coaching.current_part(coach)
    routine = coach.routine(coaching.plan)
    # A person who asked for a routine stays for it; in a cramp somebody may want nothing else.
    session.stays_open = session.stays_open or routine.mood is not Mood.ACUTE
    first: list[Piece] = [replace(part.cues[0], text=preface).spoken] if preface else []
    coaching.spoken_at = turn.moment.timestamp()
    coaching.preface = sum(coach.seconds_of(piece) for piece in first)
    if routine.remembered and not coaching.finished:
        leave_at(turn, coaching.plan, part.cues[coaching.skipped].place)
    begins = coaching.start == OPENING and coaching.part == 0 and coaching.skipped == 0
    return Reply(
        (*first, *(cue.spoken for cue in part.cues[coaching.skipped : -1])),
        card or (routine_card(turn, coaching.plan) if begins else None),
        Question(part.question),
        insists=True,
        asked_as=part.cues[-1].spoken,
    )


def go_on(turn: Turn, coaching: Coaching, preface: str = "") -> Reply:
    """Carry on where a routine was interrupted; after its last word, end it."""
    return lead_from(turn, coaching.plan, led_progress(coaching, turn.coach).earliest, preface)


def lead_from(turn: Turn, plan: Plan, place: Place, preface: str = "") -> Reply:
    """Lead what is left of a plan from a place on; if nothing is left, end it."""
    if all(index < place.step for index in turn.coach.steps(plan)):
        return end(turn, plan, preface)
    return lead(turn, Coaching(plan, place), preface)


def next_part(turn: Turn, coaching: Coaching) -> Reply:
    """Lead the part after this one; after the last, end the routine."""
    if coaching.part + 1 >= len(coaching.timeline(turn.coach).parts):
        return end(turn, coaching.plan)
    return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part + 1))


def end(turn: Turn, plan: Plan, preface: str = "") -> Reply:
    """The routine is over, and is not offered again as an unfinished one."""
    routine = turn.coach.routine(plan)
    if routine.remembered:
        turn.person.drop_place(routine.id)
    turn.leave_routine()
    return Reply(f"{preface} {turn.wording(FAREWELLS[routine.mood])}".strip())


def caution_for(turn: Turn, plan: Plan) -> str:
    """The words of caution before the first stretch, for this person."""
    routine = turn.coach.routine(plan)
    return f"{routine.caution} {routine.cautions.get(plan.group or '', '')}".strip()


def routine_card(turn: Turn, plan: Plan) -> Card:
    """The card of a routine: its stretches and its caution."""
    routine = turn.coach.routine(plan)
    titles = "\n".join(f"- {step.stretch.title}" for step in turn.coach.steps(plan).values())
    text = f"{titles}\n\n{routine.caution}"
    return Card(routine.title, text=text, sources=routine.sources, reviewed=routine.reviewed)


def leave_at(turn: Turn, plan: Plan, place: Place) -> None:
    """Keep the place at which a routine is left, as it is called where both legs are stretched."""
    if plan.side is Side.LEFT and place.step >= 0:
        place = replace(place, side=1)
    turn.person.leave_at(plan.routine, place, turn.day)


def _take_over(coaching: Coaching, former: Coaching | None) -> None:
    """Take over the voice's tempo, and that the same routine was counted, from the former part."""
    if former:
        coaching.tempo = former.tempo
        coaching.finished = former.finished and former.plan.routine == coaching.plan.routine
