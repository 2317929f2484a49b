"""The handlers for the choice between a routine that is played straight through and one that is led."""

from skill.conversation.answers.people import advise_person
from skill.conversation.choosing.asking_for import named_in, start_routine
from skill.conversation.choosing.beginning import begin, go_on_from
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import PREGNANT
from skill.conversation.exchange.turn import Turn
from skill.conversation.playback.tracks import play, playlist_for
from skill.conversation.routine.leading import lead_from
from skill.conversation.state.mode import Mode
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question

_PLAYED = (Intent.PLAY_THROUGH, Intent.YES)
"""The intents that choose to have it played."""
_KEPT_OPEN = (Question.WHERE, Question.FORGET)
"""The questions that are asked again after the choice."""


def choose_way(turn: Turn) -> Reply:
    """Keep the way that was chosen, and begin or go on with the routine in it.

    That is the routine that is named or was offered, or else the one that is under way.
    """
    session = turn.session
    played = turn.intent in _PLAYED
    routine = named_in(turn)
    if played and not (turn.recordings.playlists and turn.player.can_play):
        return begin(turn, routine, False) if routine else _cannot_play(turn)
    turn.person.plays_through = played
    if played:
        turn.person.playback_failed = None
    if routine is None and session.asked is Question.PLAY_THROUGH:
        routine = session.offered
    if routine is not None:
        return begin(turn, routine, played)
    progress = turn.progress
    if progress is None or turn.mode is Mode.CRAMP:
        phrase = Phrase.PLAY_THROUGH_KEPT if played else Phrase.STEP_BY_STEP_KEPT
        question = session.asked if session.asked in _KEPT_OPEN else Question.BEDTIME
        return Reply(turn.wording(phrase), question=question, insists=True, is_aside=True)
    if not played:
        preface = turn.wording(Phrase.STEP_BY_STEP_NOW)
        return lead_from(turn, progress.plan, progress.earliest, preface)
    if turn.playing:
        return play(turn, turn.playing)
    if playlist_for(turn, progress.plan) is None:
        return _cannot_play(turn)
    return go_on_from(turn, progress.plan, progress.earliest, played=True)


def explain_ways(turn: Turn) -> Reply:
    """Explain the choice, after words that do not make it.

    The second time in a row, lead the routine, since a person can talk to a led one.
    """
    if turn.intent is Intent.I_AM and PREGNANT in turn.subjects.things:
        return advise_person(turn)
    session = turn.session
    if session.misses and session.offered:
        return begin(turn, session.offered, False)
    text = turn.wording(Phrase.PLAY_THROUGH_HELP)
    return Reply(text, question=Question.PLAY_THROUGH, insists=True, misses=session.misses + 1)


def start_another(turn: Turn) -> Reply:
    """Begin the routine that is named in place of the offered one. Without a name, explain the choice."""
    return start_routine(turn) if named_in(turn) else explain_ways(turn)


def _cannot_play(turn: Turn) -> Reply:
    return Reply(turn.wording(Phrase.CANNOT_PLAY), question=Question.BEDTIME, insists=True, is_aside=True)
