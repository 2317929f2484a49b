"""The beginning of a routine, or of the rest of one, played or led as the person likes."""

from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import OLDER, PREGNANT, group_of
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import play, playlist_for
from skill.conversation.routine.leading import lead_from, routine_card, usual_plan
from skill.knowledge.phrases import Phrase, Question

BEDTIME = "bedtime-in-bed"
"""The name of the routine that is offered first."""
STANDING = "standing-break"
"""The name of the break from standing, which is done on one's feet."""
INSTEAD_OF_STANDING = {OLDER: "seated", PREGNANT: "pregnancy"}
"""Group of people to the routine that takes the place of STANDING."""


def begin(turn: Turn, routine: str, played: bool | None = None) -> Reply:
    """Begin a routine or a single stretch.

    If it can be played and the person has not chosen between playing and leading yet, ask for that first.

    routine: the name of the routine, or the id of the stretch.
    played: True to play it, False to lead it by voice; None for what the person has chosen.
    """
    session = turn.session
    if routine == STANDING and session.group in INSTEAD_OF_STANDING:
        routine = INSTEAD_OF_STANDING[session.group]
    known_routine = turn.library.routines.get(routine)
    # The person is taken to belong to the group that the routine is for, whose warning signs then count.
    session.group = session.group or (group_of(known_routine) if known_routine else None)
    plan = usual_plan(turn, routine)
    if not turn.coach.steps(plan):
        return Reply(turn.wording(Phrase.NOT_FOR_YOU), question=Question.MENU, insists=True)
    has_not_chosen = turn.person.plays_through is None and turn.remembered.is_available
    if played is None and has_not_chosen and playlist_for(turn, plan):
        session.offered = routine
        return Reply(question=Question.PLAY_THROUGH, insists=True)
    return go_on_from(turn, plan, OPENING, played=played)


def go_on_from(turn: Turn, plan: Plan, place: Place, preface: str = "", played: bool | None = None) -> Reply:
    """Go on with a plan from a place, played if that is wanted and possible, and led by voice otherwise.

    preface: the words that are said first.
    played: as for `begin`.
    """
    wants_it_played = turn.person.plays_through if played is None else played
    playlist = playlist_for(turn, plan) if wants_it_played else None
    if playlist is None:
        return lead_from(turn, plan, place, preface)
    card = routine_card(turn, plan) if place == OPENING else None
    return play(turn, turn.recordings.find(playlist, place), preface, card)
