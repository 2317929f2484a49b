"""The ending of a reply: the question that may follow, and the track that goes on or falls silent."""

from dataclasses import dataclass

from skill.audio.playback.recordings import Position
from skill.conversation.exchange.player import Audio, Silence
from skill.conversation.state.session import Session
from skill.knowledge.phrases import Question

NOT_ASKED_WHILE_RESTING = frozenset(
    {
        Question.BEDTIME,
        Question.ROUTINE,
        Question.MORE_ROUTINES,
        Question.WHERE,
        Question.PLAY_THROUGH,
        Question.CARRY_ON,
        Question.WALK,
        Question.TIP,
        Question.ANOTHER_TIP,
    }
)
"""The questions that offer a stretch or a tip. After a warning sign, its advice is to be followed first."""


@dataclass(frozen=True)
class Ending:
    """The ending of a reply."""

    question: Question | None
    """The question that the reply ends with; None to close the session."""
    audio: Audio | None
    """The order to the audio player; None to let it do what it does."""
    pauses: bool = False
    """True if a played routine is to wait in the session, where a voice can lead it from the same place."""


def ending(
    question: Question | None,
    audio: Audio | None,
    session: Session,
    *,
    playing: Position | None,
    has_track: bool,
) -> Ending:
    """Return the ending of a reply.

    A track goes on by itself after an aside in a one-shot. In a session that stays open the question comes
    first, and the track waits for the answer.

    question: the question of the reply; None to close the session.
    audio: the reply's own order to the player.
    playing: the moment of the played routine that the request interrupts.
    has_track: True if the player holds a track of this skill.
    """
    goes_on = playing is not None and question is Question.RESUME and not session.stays_open
    if goes_on:
        return Ending(None, audio)
    if session.resting and question in NOT_ASKED_WHILE_RESTING:
        question = Question.ANYTHING_ELSE
    if audio is None and has_track:
        audio = Silence()
    # RESUME is about the track itself, and without a question there is no session to wait in.
    can_wait = question not in (None, Question.RESUME) and session.coaching is None
    return Ending(question, audio, pauses=playing is not None and can_wait)
