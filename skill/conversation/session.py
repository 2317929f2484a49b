"""What it remembers until the session ends: the session attributes, read with care and written back."""

from dataclasses import dataclass, field
from typing import Any

from skill.conversation.questions import Question
from skill.voice.limits import MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause, Speech
from skill.voice.ssml import fitting

MAX_PIECES = 200
"""Words and pauses kept for "say that again". A part of a routine has about sixty."""


@dataclass
class Session:
    """The state of one conversation."""

    staying: bool = False
    """Whether the person opened the skill to stay a while, so that answers end with a question."""
    asked: Question | None = None
    """The question that a yes or a no would answer."""
    spoken: dict[str, int] = field(default_factory=dict)
    """How often each phrase was said: its wordings take turns by it."""
    tips: list[str] = field(default_factory=list)
    """Ids of the tips given in this session."""
    part: int | None = None
    """The part of the routine that the person is in, from 0."""
    muscle: str | None = None
    """The muscle of the cramp that is being helped."""
    holds: int = 0
    """How often that stretch was held."""
    last: Speech = ()
    """What was said last, without its question."""

    @property
    def under_way(self) -> Question | None:
        """The question to come back to after an aside: a cramp and a routine are not dropped."""
        if self.asked in (Question.EASING, Question.IN_LEG):
            return self.asked
        return None if self.part is None else Question.RESUME


def read_session(attributes: object) -> Session:
    """The session in these attributes. What is not understood is dropped."""
    given: dict[str, Any] = attributes if isinstance(attributes, dict) else {}
    asked = given.get("asked")
    return Session(
        staying=given.get("staying") is True,
        asked=Question(asked) if isinstance(asked, str) and asked in list(Question) else None,
        spoken=_counts(given.get("spoken")),
        tips=[tip for tip in _list(given.get("tips")) if isinstance(tip, str)],
        part=_number(given.get("part")),
        muscle=given["muscle"] if isinstance(given.get("muscle"), str) else None,
        holds=_number(given.get("holds")) or 0,
        last=_speech(given.get("last")),
    )


def write_session(session: Session) -> dict[str, Any]:
    """The attributes that read_session reads."""
    return {
        "staying": session.staying,
        "asked": session.asked.value if session.asked else None,
        "spoken": session.spoken,
        "tips": session.tips,
        "part": session.part,
        "muscle": session.muscle,
        "holds": session.holds,
        "last": [piece.seconds if isinstance(piece, Pause) else piece for piece in session.last],
    }


def _number(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000 else None


def _counts(value: object) -> dict[str, int]:
    given = list(value.items())[:MAX_PIECES] if isinstance(value, dict) else []
    return {name: count for name, said in given if (count := _number(said)) is not None}


def _list(value: object) -> list[Any]:
    return value[:MAX_PIECES] if isinstance(value, list) else []


def _speech(value: object) -> Speech:
    pieces: list[str | Pause] = []
    for piece in _list(value):
        if isinstance(piece, str) and piece.strip():
            pieces.append(piece)
        elif isinstance(piece, int | float) and not isinstance(piece, bool) and 0 < piece <= 30:
            pieces.append(Pause(float(piece)))
    return fitting(tuple(pieces), MAX_SPEECH_CHARACTERS)
