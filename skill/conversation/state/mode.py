"""The mode of a conversation: what is going on in it."""

from enum import StrEnum

from skill.conversation.state.session import Session
from skill.knowledge.phrases import Question

IN_A_CRAMP = frozenset({Question.EASING, Question.IN_LEG})
"""The questions that are open while a cramp is being relieved."""
BETWEEN_PARTS = frozenset({Question.NEXT_SIDE, Question.NEXT_STRETCH})
"""The questions that a part of a routine ends with, except its last."""
AT_THE_END = frozenset({Question.SETTLE, Question.DONE})
"""The questions that a routine's last part ends with."""


class Mode(StrEnum):
    """Seven things that may be going on when somebody speaks. One is, at any time."""

    IDLE = "idle"
    """No routine is under way."""
    LED = "led"
    """A part of a routine is being spoken, or its question is open."""
    PAUSED = "paused"
    """A led routine waits, while something else is spoken of."""
    PLAYED = "played"
    """The audio player plays a routine, or was paused in it."""
    PLAYED_OUT = "played out"
    """The audio player has played a routine to its end, and the session has just begun."""
    CRAMP = "cramp"
    """A cramp is being relieved."""
    RESTING = "resting"
    """A warning sign was said: nothing is stretched for the rest of the session."""


def mode_of(session: Session, *, is_played: bool, is_played_out: bool) -> Mode:
    """The mode of a session, with what the device says of its audio player."""
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
    """The question to come back to after an aside: a cramp and a routine are not dropped for it."""
    if session.asked in IN_A_CRAMP:
        return session.asked
    is_under_way = session.coaching is not None or mode is Mode.PLAYED
    return Question.RESUME if is_under_way else None
