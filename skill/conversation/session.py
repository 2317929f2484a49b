"""What it remembers until the session ends: the session attributes, read with care and written back."""

from dataclasses import dataclass, field
from typing import Any

from skill.audio.playback.recordings import Position
from skill.conversation.coaching import Coaching, read_coaching, write_coaching
from skill.knowledge.phrases import Question
from skill.voice.limits import MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause, Speech, words_in
from skill.voice.ssml import fitting

MAX_PIECES = 200
"""Words and pauses kept for "say that again". A part of a routine has about sixty."""


MAX_ID_CHARACTERS = 60


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
    coaching: Coaching | None = None
    """The routine that is under way."""
    offered: str | None = None
    """The routine or the stretch that the question is about."""
    minutes: int | None = None
    """How long the routine may take that is being chosen."""
    listed: int = 0
    """How many routines were named."""
    cramp: str | None = None
    """The cramp that is being helped: its muscle, or where it came."""
    tried: int = 0
    """How often everything for it was tried: odd while it has not begun again."""
    group: str | None = None
    """Who the person said they are, as an id of names.toml: until the session ends, and no longer."""
    situation: str | None = None
    """What they said of their day; likewise."""
    resting: bool = False
    """Whether a warning sign was said: nothing is stretched or rubbed for the rest of the session."""
    answer: str | None = None
    """Id of the topic, tip or sign that was answered last."""
    more_told: bool = False
    """Whether "tell me more" was asked of it already."""
    card_disclaimed: bool = False
    """Whether a card of this session, or of an earlier one, has shown the disclaimer."""
    lost: int = 0
    """How many times running the person was not understood."""
    last: Speech = ()
    """What was said last, without its question."""
    playing: Position | None = None
    """The moment of the audio that this request interrupts. The player says it: it is not written down."""
    sounding: bool = False
    """Whether something of this skill's may be playing, whatever it is; not written down either."""

    @property
    def under_way(self) -> Question | None:
        """The question to come back to after an aside: a cramp and a routine are not dropped."""
        if self.asked in _IN_A_CRAMP:
            return self.asked
        return None if self.coaching is None else Question.RESUME


_IN_A_CRAMP = (Question.EASING, Question.IN_LEG)


def read_session(attributes: object) -> Session:
    """The session in these attributes. What is not understood is dropped."""
    given: dict[str, Any] = attributes if isinstance(attributes, dict) else {}
    asked = given.get("asked")
    return Session(
        staying=given.get("staying") is True,
        asked=Question(asked) if isinstance(asked, str) and asked in list(Question) else None,
        spoken=_counts(given.get("spoken")),
        tips=[tip for tip in _list(given.get("tips")) if isinstance(tip, str)],
        coaching=read_coaching(given.get("coaching")),
        offered=_text(given.get("offered")),
        minutes=_number(given.get("minutes")),
        listed=_number(given.get("listed")) or 0,
        cramp=_text(given.get("cramp")),
        tried=_number(given.get("tried")) or 0,
        group=_text(given.get("group")),
        situation=_text(given.get("situation")),
        resting=given.get("resting") is True,
        answer=_text(given.get("answer")),
        more_told=given.get("more_told") is True,
        card_disclaimed=given.get("card_disclaimed") is True,
        lost=_number(given.get("lost")) or 0,
        last=_speech(given.get("last")),
    )


def write_session(session: Session) -> dict[str, Any]:
    """The attributes that read_session reads."""
    return {
        "staying": session.staying,
        "asked": session.asked.value if session.asked else None,
        "spoken": session.spoken,
        "tips": session.tips,
        "coaching": write_coaching(session.coaching) if session.coaching else None,
        "offered": session.offered,
        "minutes": session.minutes,
        "listed": session.listed,
        "cramp": session.cramp,
        "tried": session.tried,
        "group": session.group,
        "situation": session.situation,
        "resting": session.resting,
        "answer": session.answer,
        "more_told": session.more_told,
        "card_disclaimed": session.card_disclaimed,
        "lost": session.lost,
        "last": [piece.seconds if isinstance(piece, Pause) else words_in(piece) for piece in session.last],
    }


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) <= MAX_ID_CHARACTERS else None


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
