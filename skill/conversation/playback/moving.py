"""The handlers that move in a routine that is played, change its pace, or silence it."""

from collections.abc import Callable

from skill.audio.playback.recordings import Position
from skill.coach.place import Place
from skill.coach.plan import Plan, sides_of
from skill.conversation.exchange.player import Silence
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import needs_caution, play, playlist_for
from skill.conversation.routine.adjusting import PACE_PHRASES, PACES, adjust_pace
from skill.conversation.routine.leading import caution_for, end, lead_from
from skill.interaction.intents import Intent


def move_track(turn: Turn) -> Reply:
    """Play from the position that the intent moves to, or end the routine after its last track.

    If the routine cannot be played any more, lead it by voice from there.
    """
    position = turn.playing
    assert position is not None
    plan = position.plan
    target = moved(turn, position, turn.intent)
    if target is None:
        return end(turn, plan)
    preface = caution_for(turn, plan) if needs_caution(turn, position, target) else ""
    if playlist_for(turn, plan) is None:
        return lead_from(turn, plan, target.place, preface)
    return play(turn, target, preface)


def play_again(turn: Turn) -> Reply:
    """Play the routine from its beginning again, after it was played to its end."""
    position = turn.player.position
    assert position is not None
    return play(turn, Position(position.playlist, 0))


def change_played_pace(turn: Turn) -> Reply:
    """Play on from the same place at another pace, or lead on by voice if that pace has no recordings."""
    target = _at_other_pace(turn)
    if target is None:
        return adjust_pace(turn)
    pace = target.playlist.pace
    if turn.coach.routine(target.plan).remembered:
        turn.person.pace = pace
    return play(turn, target, turn.wording(PACE_PHRASES[pace]))


def silence(turn: Turn) -> Reply:
    """Silence the player without a word."""
    return Reply(audio=Silence())


def moved(turn: Turn, position: Position, intent: Intent | None) -> Position | None:
    """Return the position that an intent moves to, or None after the last track.

    An intent without a move, such as RESUME, returns the same position.
    """
    move = _MOVES.get(intent) if intent else None
    return move(turn, position) if move else position


def _other_side(turn: Turn, position: Position) -> Position | None:
    """Return the beginning of the other leg, or of the next track for a stretch without sides."""
    place = position.place
    step = turn.coach.steps(position.plan).get(place.step)
    if step is None or len(sides_of(position.plan, step)) == 1:
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
    """Return the same place in the recordings at the pace that the intent asks for, or None without them."""
    playing = turn.playing
    assert playing is not None
    assert turn.intent is not None
    playlist = playlist_for(turn, Plan(playing.playlist.routine, PACES[turn.intent]))
    if playlist is None:
        return None
    if playlist == playing.playlist:
        return playing
    return turn.recordings.find(playlist, playing.place)
