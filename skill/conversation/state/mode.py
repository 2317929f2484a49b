"""The mode of a conversation: what is going on in it."""

from enum import StrEnum

from skill.conversation.state.session import Session
from skill.knowledge.phrases import Question

IN_A_CRAMP = frozenset({Question.EASING, Question.IN_LEG})
"""The questions that are asked while a cramp is being relieved."""
BETWEEN_PARTS = frozenset({Question.NEXT_SIDE, Question.NEXT_STRETCH})
"""The questions that end the parts of a routine before its last part."""
AT_THE_END = frozenset({Question.SETTLE, Question.DONE})
"""The questions that end the last part of a routine."""


class Mode(StrEnum):
    """The seven states that a conversation can be in when a request comes. It is in one at a time."""

    IDLE = "idle"
    """No routine is under way."""
    LED = "led"
    """A part of a routine is being spoken, or the question at its end is open."""
    PAUSED = "paused"
    """A led routine waits, because it was paused or another question was asked since."""
    PLAYED = "played"
    """The audio player plays a routine, or was stopped in the middle of it."""
    PLAYED_OUT = "played out"
    """The audio player has played a routine to its end, and this request begins a session."""
    CRAMP = "cramp"
    """A cramp is being relieved."""
    RESTING = "resting"
    """A warning sign was reported, so stretching is out for the rest of the session."""


def mode_of(session: Session, *, is_played: bool, is_played_out: bool) -> Mode:
    """Return the mode of a session.

    is_played: True if the request interrupts a routine in the audio player.
    is_played_out: True if the player has reached the end of a routine and the session is new.
    """
    if session.resting:
        return Mode.RESTING
    if session.asked in IN_A_CRAMP:
        return Mode.CRAMP
    if session.coaching is not None:
        is_led = session.asked in BETWEEN_PARTS or session.asked in AT_THE_END
        return Mode.LED if is_led else Mode.PAUSED
    if is_played:
        return Mode.PLAYED
    return Mode.PLAYED_OUT if is_played_out else Mode.IDLE


def question_to_return_to(session: Session, mode: Mode) -> Question | None:
    """Return the question that an aside ends with while a cramp or a routine is under way, else None."""
    if session.asked in IN_A_CRAMP:
        return session.asked
    is_under_way = session.coaching is not None or mode is Mode.PLAYED
    return Question.RESUME if is_under_way else None
