"""On, back and again in a routine that is played, another pace, and silence."""

from collections.abc import Callable

from skill.audio.playback.recordings import Position
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan, sides_of
from skill.conversation.exchange.player import Activity, Silence
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import play, playlist_for
from skill.conversation.routine.adjusting import PACE_PHRASES, PACES, adjust_pace
from skill.conversation.routine.leading import caution_for, end, lead_from
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question


def move_track(turn: Turn) -> Reply:
    """On, back or again: play another moment, or lead from there if it can be played no more."""
    here = turn.playing
    assert here is not None
    plan = Plan(here.playlist.routine, here.playlist.pace)
    there = moved(turn, here, turn.intent)
    if there is None:
        return end(turn, plan)
    # The caution is said even if the opening is skipped; and of what leaves no trace it is not known what
    # happened since it was stopped.
    skips_opening = here.place == OPENING != there.place
    was_stopped = turn.player.activity is Activity.STOPPED
    is_unknown = was_stopped and not turn.library.routines[plan.routine].remembered
    preface = caution_for(turn, plan) if skips_opening or is_unknown else ""
    if playlist_for(turn, plan) is None:
        return lead_from(turn, plan, there.place, preface)
    return play(turn, there, preface)


def play_again(turn: Turn) -> Reply:
    """A routine that was played to its end begins again."""
    over = turn.player.position
    assert over is not None
    return play(turn, Position(over.playlist, 0))


def nothing_paused(turn: Turn) -> Reply:
    """Going on where nothing waits. No stretch is offered: the person may have been stopped by a warning."""
    return Reply(turn.wording(Phrase.NOTHING_PAUSED), question=Question.MENU, insists=True, is_aside=True)


def change_played_pace(turn: Turn) -> Reply:
    """Slower, or the usual pace: the other playlist at the same place; without one a voice leads on."""
    there = _at_other_pace(turn)
    if there is None:
        return adjust_pace(turn)
    pace = there.playlist.pace
    if turn.library.routines[there.playlist.routine].remembered:
        turn.person.pace = pace
    return play(turn, there, turn.wording(PACE_PHRASES[pace]))


def silence(turn: Turn) -> Reply:
    """Pause or stop, said to the player: silence, and not a word."""
    return Reply(audio=Silence())


def moved(turn: Turn, position: Position, intent: Intent | None) -> Position | None:
    """The moment to which an intent leads, the same one for any other; None after the end."""
    move = _MOVES.get(intent) if intent else None
    return move(turn, position) if move else position


def _other_side(turn: Turn, position: Position) -> Position | None:
    place = position.place
    plan = Plan(position.playlist.routine, position.playlist.pace)
    step = turn.coach.steps(plan).get(place.step)
    if step is None or len(sides_of(plan, step)) == 1:
        return position.next()
    return turn.recordings.find(position.playlist, Place(place.step, 1 - place.side))


_MOVES: dict[Intent, Callable[[Turn, Position], Position | None]] = {
    Intent.NEXT: lambda _, position: position.next(),
    Intent.PREVIOUS: lambda _, position: position.previous(),
    Intent.REPEAT: lambda _, position: position.again(),
    Intent.REPEAT_STRETCH: lambda _, position: Position(position.playlist, position.index),
    Intent.START_OVER: lambda _, position: Position(position.playlist, 0),
    Intent.OTHER_SIDE: _other_side,
}


def _at_other_pace(turn: Turn) -> Position | None:
    playing = turn.playing
    assert playing is not None
    assert turn.intent is not None
    playlist = playlist_for(turn, Plan(playing.playlist.routine, PACES[turn.intent]))
    if playlist is None or playlist == playing.playlist:
        return playing if playlist else None
    return turn.recordings.find(playlist, playing.place)
