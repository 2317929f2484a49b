"""The handlers for a routine that was left unfinished in an earlier session."""

from skill.coach.place import OPENING, Place
from skill.conversation.choosing.beginning import BEDTIME, begin, go_on_from
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.leading import caution_for, usual_plan
from skill.conversation.visit.understanding import declined, nothing_paused
from skill.interaction.intents import Intent

_WAYS = {Intent.PLAY_THROUGH: True, Intent.STEP_BY_STEP: False}
"""Intent to the way in which the routine goes on: True for played, False for led by voice."""


def resume_unfinished(turn: Turn) -> Reply:
    """Go on with the routine that was left unfinished, or say that nothing is paused."""
    return nothing_paused(turn) if turn.person.unfinished_on(turn.day) is None else carry_on(turn)


def carry_on(turn: Turn) -> Reply:
    """Go on with the routine that was left unfinished.

    If the content has it no more, begin the bedtime routine.
    """
    unfinished = turn.person.unfinished_on(turn.day)
    if unfinished is None:
        return declined(turn)
    turn.session.minutes = None
    played = _WAYS.get(turn.intent) if turn.intent else None
    if played is not None:
        turn.person.plays_through = played
    plan = usual_plan(turn, unfinished.routine)
    if not turn.coach.has_part(plan, unfinished.place, 0):
        turn.person.drop_place(unfinished.routine)
        return begin(turn, BEDTIME)
    place = unfinished.place
    if unfinished.day != turn.day:
        # On another day the muscles are cold, so the stretch begins with its first hold.
        place = Place(place.step) if place.step >= 0 else OPENING
    preface = "" if place == OPENING else caution_for(turn, plan)
    return go_on_from(turn, plan, place, preface, played)


def drop_unfinished(turn: Turn) -> Reply:
    """Drop the routine that was left unfinished, so that it is not offered again."""
    unfinished = turn.person.unfinished_on(turn.day)
    if unfinished:
        turn.person.drop_place(unfinished.routine)
    return declined(turn)
