"""The handlers that choose a routine: by its name, by the person's situation, or by a question."""

from skill.conversation.answers.people import advise_person
from skill.conversation.answers.tips import quick_tip
from skill.conversation.choosing.beginning import BEDTIME, begin
from skill.conversation.exchange.card import Card
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import PREGNANT
from skill.conversation.exchange.turn import Turn
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question

LISTED_AT_ONCE = 3
"""The number of routines that one reply names."""
_SHORT = "short"
"""The id of "something short" among the names of routines."""
_SHORT_MINUTES = 3
"""The minutes that "something short" may take."""


def start_routine(turn: Turn) -> Reply:
    """Begin the routine or stretch that is named, that suits the person, or that was offered.

    Without any of these, ask if it is to be done in bed or standing.
    """
    turn.note_person()
    _note_minutes(turn)
    routine = named_in(turn) or _suiting(turn)
    if routine is None and "routine" not in turn.slots:
        routine = _offered(turn)
    if routine is None:
        return Reply(question=Question.WHERE, insists=True)
    return begin(turn, routine)


def start_in_bed(turn: Turn) -> Reply:
    """Begin the bedtime routine in bed. A yes to "in bed, or standing" is taken for the first of the two."""
    turn.note_person()
    return begin(turn, BEDTIME)


def answer_where(turn: Turn) -> Reply:
    """Take an answer in words to "in bed, or standing": begin the routine that suits it, if one does.

    A pregnant person is first asked where the cramps are: in the tummy they are another matter.
    """
    tells_of_person = turn.intent is Intent.I_AM
    is_pregnant = tells_of_person and PREGNANT in turn.subjects.things
    if _suiting(turn) and not is_pregnant:
        return start_routine(turn)
    return advise_person(turn) if tells_of_person else quick_tip(turn)


def list_routines(turn: Turn) -> Reply:
    """Name the next routines, or the first ones if the list was not being told.

    In a cramp, ask afterwards if it is easing.
    """
    session = turn.session
    routines = list(turn.library.routines.values())
    goes_on = session.asked is Question.MORE_ROUTINES and session.listed < len(routines)
    first = session.listed if goes_on else 0
    listed = routines[first : first + LISTED_AT_ONCE]
    session.listed = first + len(listed)
    session.offered = listed[-1].id
    *others, last = (routine.called for routine in listed)
    names = f"{', '.join(others)} and {last}" if others else last
    phrase = Phrase.ROUTINES_MORE if goes_on else Phrase.ROUTINES
    are_left = session.listed < len(routines)
    question = Question.MORE_ROUTINES if are_left else Question.ROUTINE
    return Reply(
        turn.wording(phrase).replace("{routines}", names),
        Card("Stretch routines", text="\n".join(f"- {routine.title}" for routine in routines)),
        Question.EASING if session.asked is Question.EASING else question,
        insists=True,
    )


def tell_how_to(turn: Turn) -> Reply:
    """Tell how a stretch is done, and offer to lead it. For an unknown one, offer the list of routines."""
    session = turn.session
    stretch = turn.library.stretches.get(turn.slot_id("stretch") or "")
    if stretch is None:
        session.listed = 0
        text = turn.wording(Phrase.NO_SUCH_STRETCH)
        return Reply(text, question=Question.MORE_ROUTINES, insists=True, is_aside=True)
    session.offered = stretch.id
    card = Card(stretch.title.capitalize(), sources=stretch.sources, reviewed=stretch.reviewed)
    return Reply(turn.coach.described(stretch), card, Question.ROUTINE, is_aside=True)


def named_in(turn: Turn) -> str | None:
    """Return the id of the stretch or the name of the routine in the slots, or None without either."""
    stretch, routine = turn.slot_id("stretch"), turn.slot_id("routine")
    if stretch in turn.library.stretches:
        return stretch
    return routine if routine in turn.library.routines else None


def _offered(turn: Turn) -> str | None:
    """Return the routine or the stretch that the last question offered, or None if it offered none."""
    session = turn.session
    if session.asked is Question.ROUTINE:
        return session.offered
    return BEDTIME if session.asked is Question.BEDTIME else None


def _note_minutes(turn: Turn) -> None:
    """Keep the minutes that the routine may take, if the person says so."""
    minutes = turn.slot_id("minutes")
    if minutes and minutes.isdecimal():
        turn.session.minutes = int(minutes)
    elif turn.slot_id("routine") == _SHORT:
        turn.session.minutes = _SHORT_MINUTES


def _suiting(turn: Turn) -> str | None:
    """Return the name of the routine that suits the things that were named, or None."""
    suiting = turn.library.routine_for(turn.subjects.things)
    return suiting.id if suiting else None
