"""The ending of a reply: the question that may follow, and the track that goes on or falls silent."""

from dataclasses import dataclass

from skill.audio.playback.recordings import Position
from skill.conversation.exchange.player import Audio, Silence
from skill.conversation.state.session import Session
from skill.knowledge.phrases import Question

NOT_WHILE_RESTING = frozenset(
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
"""The questions that offer a stretch, or a tip in place of the advice that a warning sign has given."""


@dataclass(frozen=True)
class Ending:
    """The ending of a reply."""

    question: Question | None
    """The question that it ends with. Without one the session is closed."""
    audio: Audio | None
    """The order to the audio player."""
    pauses: bool = False
    """True if a routine that was played is silenced in an open session: a voice can lead it from there."""


def ending(
    question: Question | None,
    audio: Audio | None,
    session: Session,
    *,
    playing: Position | None,
    has_track: bool,
) -> Ending:
    """The ending of a reply.

    question: the one that the reply asks of this person; audio: its own order; playing: what is interrupted;
    has_track: True if the player holds a track of this skill's. A track goes on by itself after an aside in
    a one-shot. Where the person stays, they are asked first: silence is no yes.
    """
    goes_on = playing is not None and question is Question.RESUME and not session.stays_open
    if goes_on:
        return Ending(None, audio)
    if session.resting and question in NOT_WHILE_RESTING:
        question = Question.ANYTHING_ELSE
    if audio is None and has_track:
        audio = Silence()
    is_dropped = question in (None, Question.RESUME) or session.coaching is not None
    return Ending(question, audio, pauses=playing is not None and not is_dropped)
