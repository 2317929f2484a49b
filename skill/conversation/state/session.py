"""The session attributes: the state that is kept until the session ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from skill.coach.place import Place
from skill.coach.plan import LONGEST_HOLD, Plan
from skill.coach.tempo import FASTEST, SLOWEST, Tempo
from skill.conversation.state.coaching import Coaching, Count
from skill.knowledge.phrases import Question
from skill.structures import Limits, exact_converter, forgiven
from skill.voice.limits import MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause, Speech, words_in
from skill.voice.ssml import fitting

MAX_PIECES = 200
"""The most pieces of speech that are kept for "say that again". A part of a routine has about sixty."""
MAX_PAUSE = 30.0
"""The longest pause that is read back, in seconds."""

MAX_SWAPS = 20
"""The most stretches that a plan may replace."""
_MOST = 10_000
"""The limit below which the numbers of a place and the seconds of a plan lie."""

T = TypeVar("T")
Id = Annotated[str, Limits(0, 60)]
"""An id of the content, of at most 60 characters."""


@dataclass
class Session:
    """The state of one session. The defaults are those of a new session."""

    stays_open: bool = False
    """True if every answer ends with a question, as after a launch, after help, and in a routine."""
    asked: Question | None = None
    """The question that the last reply ended with; None if it ended without one."""
    spoken: dict[str, Count] = field(default_factory=dict)
    """The name of a phrase to the number of times that it was said. Its wordings take turns by it."""
    tips: list[Id] = field(default_factory=list)
    """The ids of the tips that were given in this session."""
    coaching: Coaching | None = None
    """The routine that is being led, or that waits; None without one."""
    offered: Id | None = None
    """The name of the routine, or the id of the stretch, that was offered last."""
    minutes: Count | None = None
    """The minutes that the routine that is being chosen may take; None if the person set no limit."""
    listed: Count = 0
    """The number of routines that were named so far, from the beginning of the list."""
    cramp: Id | None = None
    """The cramp that is being relieved, as the id of its muscle or of its situation, such as swimming."""
    tried: Count = 0
    """The stage of the relief: 0 in the first round, 1 after it, 2 in the second round, 3 after that."""
    group: Id | None = None
    """The group of people that the person belongs to, such as pregnant, as an id of names.toml."""
    situation: Id | None = None
    """The person's situation, such as sitting all day, as an id of names.toml."""
    resting: bool = False
    """True if a warning sign was reported, so that stretching and rubbing are out until the session ends."""
    answer: Id | None = None
    """The id of the topic, tip or sign that was said last."""
    more_told: bool = False
    """True if the topic in `answer` was followed by its further words."""
    card_disclaimed: bool = False
    """True if a card of this session, or of an earlier one, has shown the disclaimer."""
    misses: Count = 0
    """The number of requests in a row, up to the last one, that were not understood."""
    last: Speech = ()
    """The speech of the last reply, without its question; empty after a part of a routine."""


def read_session(attributes: object) -> Session:
    """Return the session from the attributes of a request.

    Each value that cannot be read is dropped: its field gets the default, and a list loses that member only.
    """
    return forgiven(_CONVERTER, attributes, Session)


def write_session(session: Session) -> dict[str, Any]:
    """Return the session as the attributes that read_session reads."""
    attributes: dict[str, Any] = _CONVERTER.unstructure(session)
    return attributes


def _read_speech(value: object, _: object) -> Speech:
    pieces: list[str | Pause] = []
    for piece in value[:MAX_PIECES] if isinstance(value, list) else []:
        if isinstance(piece, str) and piece.strip():
            pieces.append(piece)
        elif isinstance(piece, int | float) and not isinstance(piece, bool) and 0 < piece <= MAX_PAUSE:
            pieces.append(Pause(float(piece)))
    return fitting(tuple(pieces), MAX_SPEECH_CHARACTERS)


def _write_speech(speech: Speech) -> list[str | float]:
    return [piece.seconds if isinstance(piece, Pause) else words_in(piece) for piece in speech]


def _is_place(place: Place) -> bool:
    return -1 <= place.step < _MOST and 0 <= place.side < _MOST and 0 <= place.repetition < _MOST


def _is_plan(plan: Plan) -> bool:
    return (
        (plan.hold is None or 0 <= plan.hold < _MOST)
        and -LONGEST_HOLD <= plan.longer < _MOST
        and len(plan.swaps) <= MAX_SWAPS
    )


def _is_tempo(tempo: Tempo) -> bool:
    return FASTEST <= tempo.likely <= tempo.slowest <= SLOWEST


def _bounded(converter: Converter, type_: type[T], is_right: Callable[[T], bool]) -> None:
    """Make the converter refuse values of this type that no timeline could have been compiled from."""
    take = make_dict_structure_fn(type_, converter)

    def take_bounded(value: Any, _: object) -> T:
        taken = take(value, type_)
        if not is_right(taken):
            raise ValueError(f"no {type_.__name__} has such values")
        return taken

    converter.register_structure_hook(type_, take_bounded)


def _session_converter() -> Converter:
    converter = exact_converter(forbid_extra_keys=False)
    converter.register_structure_hook_func(lambda type_: type_ == Speech, _read_speech)
    converter.register_unstructure_hook_func(lambda type_: type_ == Speech, _write_speech)
    _bounded(converter, Place, _is_place)
    _bounded(converter, Plan, _is_plan)
    _bounded(converter, Tempo, _is_tempo)
    return converter


_CONVERTER = _session_converter()
