"""Beginning a routine, or going on with one, in the way that the person likes."""

from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import group_of
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import play, playlist_for
from skill.conversation.routine.leading import lead_from, routine_card, usual_plan
from skill.knowledge.phrases import Phrase, Question

BEDTIME = "bedtime-in-bed"
STANDING = "standing-break"
_INSTEAD_OF_STANDING = {"older": "seated", "pregnant": "pregnancy"}
"""The group of people, to the routine that stands in for one on one's feet."""


def begin(turn: Turn, routine: str, played: bool | None = None) -> Reply:
    """Begin a routine, or one stretch, as this person is used to it.

    routine: its name, or the id of a stretch; played: True to play it straight through, False to lead it;
    None to do as they like, and to ask a person who never said.
    """
    session = turn.session
    if routine == STANDING and session.group in _INSTEAD_OF_STANDING:
        routine = _INSTEAD_OF_STANDING[session.group]
    known = turn.library.routines.get(routine)
    # Asking for it tells of the person: what they report is heard with that in mind.
    session.group = session.group or (group_of(known) if known else None)
    plan = usual_plan(turn, routine)
    if not turn.coach.steps(plan):
        return Reply(turn.wording(Phrase.NOT_FOR_YOU), question=Question.MENU, insists=True)
    has_never_said = turn.person.plays_through is None and turn.remembered.is_available
    if played is None and has_never_said and playlist_for(turn, plan):
        session.offered = routine
        return Reply(question=Question.PLAY_THROUGH, insists=True)
    return go_on_from(turn, plan, OPENING, played=played)


def go_on_from(turn: Turn, plan: Plan, place: Place, preface: str = "", played: bool | None = None) -> Reply:
    """Go on from a place. played: as for `begin`, but nobody is asked."""
    wanted = turn.person.plays_through if played is None else played
    playlist = playlist_for(turn, plan) if wanted else None
    if playlist is None:
        return lead_from(turn, plan, place, preface)
    card = routine_card(turn, plan) if place == OPENING else None
    return play(turn, turn.recordings.find(playlist, place), preface, card)
