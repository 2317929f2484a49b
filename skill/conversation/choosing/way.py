"""Played straight through, or led step by step: asked once, and changed whenever somebody wants."""

from skill.conversation.choosing.asking_for import named_in, start_routine
from skill.conversation.choosing.beginning import begin, go_on_from
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import play, playlist_for
from skill.conversation.routine.leading import lead_from
from skill.conversation.state.mode import Mode
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question

_PLAYED = (Intent.PLAY_THROUGH, Intent.YES)
_KEPT_OPEN = (Question.WHERE, Question.FORGET)
"""The questions that stay open when somebody says how they like their routines."""


def choose_way(turn: Turn) -> Reply:
    """Remember the way that is chosen. The routine that was asked for begins in it, or goes on."""
    session = turn.session
    played = turn.intent in _PLAYED
    wanted = named_in(turn)
    if played and not (turn.recordings.playlists and turn.player.can_play):
        return begin(turn, wanted, False) if wanted else _cannot_play(turn)
    turn.person.plays_through = played
    if played:
        turn.person.playback_failed = None
    if wanted is None and session.asked is Question.PLAY_THROUGH:
        wanted = session.offered
    if wanted is not None:
        return begin(turn, wanted, played)
    progress = turn.progress
    if progress is None or turn.mode is Mode.CRAMP:
        phrase = Phrase.PLAY_THROUGH_KEPT if played else Phrase.STEP_BY_STEP_KEPT
        question = session.asked if session.asked in _KEPT_OPEN else Question.BEDTIME
        return Reply(turn.wording(phrase), question=question, insists=True, is_aside=True)
    if not played:
        step_by_step = turn.wording(Phrase.STEP_BY_STEP_NOW)
        return lead_from(turn, progress.plan, progress.earliest, step_by_step)
    if turn.playing:
        return play(turn, turn.playing)
    if playlist_for(turn, progress.plan) is None:
        return _cannot_play(turn)
    return go_on_from(turn, progress.plan, progress.earliest, played=True)


def explain_ways(turn: Turn) -> Reply:
    """Explain the question, when the words are no answer to it.

    The second time running the routine is led, since a led one can be talked to.
    """
    session = turn.session
    if session.misses and session.offered:
        return begin(turn, session.offered, False)
    meant = turn.wording(Phrase.PLAY_THROUGH_HELP)
    return Reply(meant, question=Question.PLAY_THROUGH, insists=True, misses=session.misses + 1)


def start_another(turn: Turn) -> Reply:
    """Begin another routine, if one is named while the question of the way is open."""
    return start_routine(turn) if named_in(turn) else explain_ways(turn)


def _cannot_play(turn: Turn) -> Reply:
    return Reply(turn.wording(Phrase.CANNOT_PLAY), question=Question.BEDTIME, insists=True, is_aside=True)
