"""The texts of the content files that are spoken, each with the placeholders that are filled in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from skill.knowledge.phrases import CoachingPhrase, Phrase
from skill.knowledge.placeholders import EMERGENCY, IN_COACHING, IN_PHRASES, IN_QUESTIONS, LEGS, SUPPORT
from skill.knowledge.routines import Mood
from skill.knowledge.stretches import Kind, Sides
from skill.structures import Path

_NONE: frozenset[str] = frozenset()
_NUMBER = frozenset({EMERGENCY})

_ANSWERS = ("say", "more", "strength")
"""The spoken fields of a topic, a tip or a sign."""
_INTO_POSITION = ("setup", "brief")
"""The fields of a stretch that name the leg."""
_OF_A_HOLD = ("start", "again", "release")
_OTHERS = ("title", "half", "during", "lead", "before", "safety", "leave_out", "reach")
"""The fields of a stretch in which nothing is filled in."""


@dataclass(frozen=True)
class Spoken:
    """A text that is spoken."""

    path: Path
    """The place of it in its file."""
    text: str
    needed: frozenset[str] = _NONE
    """The placeholders that must stand in it."""
    allowed: frozenset[str] = _NONE
    """The placeholders that may stand in it."""
    is_answer: bool = False
    """True if it is no longer than an answer may be."""
    is_question: bool = False
    names_leg: bool = False
    """True if it says which leg."""


def spoken_in_answers(file: Mapping[str, Any]) -> Iterator[Spoken]:
    """The texts of a file of topics, tips or signs."""
    for path, text in _texts(file, _ANSWERS):
        yield Spoken(path, text, allowed=_NUMBER, is_answer=True)


def spoken_in_phrases(file: Mapping[str, Any]) -> Iterator[Spoken]:
    """The texts of phrases.toml."""
    for path, text in _texts({"say": file.get("say")}, tuple(Phrase)):
        is_short = path[1] != Phrase.DISCLAIMER
        yield Spoken(path, text, IN_PHRASES.get(path[1], _NONE), _NUMBER, is_answer=is_short)
    for section in ("coaching", "playing"):
        for path, text in _texts({section: file.get(section)}, tuple(CoachingPhrase)):
            yield Spoken(path, text, IN_COACHING.get(path[1], _NONE))
    for path, text in _texts(file.get("questions"), ("ask",)):
        path = ("questions", *path)
        yield Spoken(path, text, IN_QUESTIONS.get(path[1], _NONE), is_question=True)
    for path, text in _texts(file.get("questions"), ("reprompt",)):
        path = ("questions", *path)
        yield Spoken(path, text, allowed=IN_QUESTIONS.get(path[1], _NONE))


def spoken_in_stretches(file: Mapping[str, Any]) -> Iterator[Spoken]:
    """The texts of stretches.toml."""
    for path, text in _texts(file, (*_INTO_POSITION, *_OF_A_HOLD, *_OTHERS)):
        stretch, field = file[str(path[0])], path[1]
        has_sides = stretch.get("sides") == Sides.EACH
        filled = {SUPPORT, *LEGS} if has_sides else {SUPPORT}
        is_filled = field in _INTO_POSITION or (field in _OF_A_HOLD and stretch.get("kind") == Kind.HOLD)
        names_leg = field in _INTO_POSITION and has_sides
        yield Spoken(path, text, allowed=frozenset(filled if is_filled else ()), names_leg=names_leg)


def spoken_in_routines(file: Mapping[str, Any]) -> Iterator[Spoken]:
    """The texts of routines.toml."""
    for path, text in _texts(file, ("caution", "cautions")):
        yield Spoken(path, text, allowed=_NUMBER)
    for path, text in _texts(file, ("called", "opening", "closing")):
        # The number is filled in by voice. In a cramp the routine is always led by voice.
        in_a_cramp = file[str(path[0])].get("mood") == Mood.ACUTE
        yield Spoken(path, text, allowed=_NUMBER if in_a_cramp else _NONE)
    for path, text in _texts(file, ("steps",)):
        if "first" in path:
            yield Spoken(path, text)


def _texts(tables: object, fields: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """The texts in these fields of every table, with their paths."""
    for name, table in tables.items() if isinstance(tables, Mapping) else ():
        for field in fields if isinstance(table, Mapping) else ():
            yield from _texts_at((name, field), table.get(field))


def _texts_at(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """The texts in a value, however deep, with their paths."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts_at((*path, name), each)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _texts_at((*path, number), each)
