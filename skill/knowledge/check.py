"""The check of the content: every fault in it at once, each in the file that a person edits."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from skill.knowledge.faults import Fault
from skill.knowledge.files import CONTENT, ContentFile
from skill.knowledge.findings import SHORTHAND, findings_file
from skill.knowledge.forbidden import Forbidden, read_forbidden
from skill.knowledge.library import Library, read_library
from skill.knowledge.names import ITEM_TYPE, ROUTINE_TYPE, STRETCH_TYPE, names_file
from skill.knowledge.naming import ANY_ROUTINE, naming_misfits, pointless_names
from skill.knowledge.placeholders import placeholder_faults
from skill.knowledge.reader import Reader
from skill.knowledge.signs import Level, sign_file
from skill.knowledge.spoken import (
    Spoken,
    spoken_in_answers,
    spoken_in_phrases,
    spoken_in_routines,
    spoken_in_stretches,
)
from skill.knowledge.store import read_store
from skill.knowledge.stretches import Thing
from skill.knowledge.topics import GROUPS, topic_file
from skill.knowledge.wording import leg_faults, length_faults, question_faults, sign_faults, wording_faults
from skill.structures import Misfit

_TYPES = frozenset({ITEM_TYPE, STRETCH_TYPE, ROUTINE_TYPE})
"""The slot types whose things stand in other files."""


def check_content(language: str = "en", folder: Traversable = CONTENT) -> list[Fault]:
    """Return the faults of a language's content, by file and line.

    folder: a folder that is laid out like skill/content.
    """
    reader = Reader(folder)
    library = read_library(reader, language)
    read_store(reader, language)
    forbidden = read_forbidden(reader, language)
    for name, spoken in _spoken_in(language).items():
        file = reader.files[name]
        for text in spoken(file.fields):
            reader.add(file, text.path, (Misfit((), message) for message in spoken_faults(text, forbidden)))
    for level in Level:
        file = reader.files[sign_file(level, language)]
        for text in spoken_in_answers(file.fields):
            reader.add(file, text.path, (Misfit((), message) for message in sign_faults(text.text, level)))
    _check_names(reader, library, language)
    _check_findings(reader, language)
    return sorted(reader.faults)


def spoken_faults(spoken: Spoken, forbidden: Iterable[Forbidden]) -> Iterator[str]:
    """Yield the faults of a text that is spoken."""
    yield from wording_faults(spoken.text, forbidden)
    yield from placeholder_faults(spoken.text, spoken.needed, spoken.allowed)
    if spoken.is_answer:
        yield from length_faults(spoken.text)
    if spoken.is_question:
        yield from question_faults(spoken.text)
    if spoken.names_leg:
        yield from leg_faults(spoken.text)


def _spoken_in(language: str) -> dict[str, Callable[[Mapping[str, Any]], Iterator[Spoken]]]:
    """Return the files with spoken texts, each with the function that finds these texts."""
    return {
        **{topic_file(group, language): spoken_in_answers for group in GROUPS},
        f"{language}/tips.toml": spoken_in_answers,
        **{sign_file(level, language): spoken_in_answers for level in Level},
        f"{language}/phrases.toml": spoken_in_phrases,
        f"{language}/stretches.toml": spoken_in_stretches,
        f"{language}/routines.toml": spoken_in_routines,
    }


def _check_names(reader: Reader, library: Library, language: str) -> None:
    """Hold the names against what they name, as far as that can be read."""
    names = reader.files[names_file(language)]
    stretches = reader.files[f"{language}/stretches.toml"]
    routines = reader.files[f"{language}/routines.toml"]
    misfits: list[Misfit] = []
    # The names of a type that cannot be read have their faults told already.
    can_hold = library.names.by_type.keys() | (set() if names.unreadable else _TYPES - names.fields.keys())
    if ITEM_TYPE in can_hold:
        misfits += naming_misfits(library.names, ITEM_TYPE, list(Thing), "skill/knowledge/stretches.py")
    if STRETCH_TYPE in can_hold and not stretches.unreadable:
        ids = list(stretches.fields)
        misfits += naming_misfits(library.names, STRETCH_TYPE, ids, stretches.name)
    if ROUTINE_TYPE in can_hold and not routines.unreadable:
        ids = list(routines.fields)
        misfits += naming_misfits(library.names, ROUTINE_TYPE, ids, routines.name, besides=[ANY_ROUTINE])
    topics = [reader.files[topic_file(group, language)] for group in GROUPS]
    tips = reader.files[f"{language}/tips.toml"]
    if not any(file.unreadable for file in (*topics, tips)):
        asked = [text.split()[1:] for file in topics for text in _texts_of(file, "asked")]
        led_to = {thing for things in asked for thing in things} | set(_texts_of(tips, "suits"))
        misfits += pointless_names(library.names, led_to)
    reader.add(names, (), misfits)


def _check_findings(reader: Reader, language: str) -> None:
    """Hold the findings against the signs that are made of them."""
    findings = reader.files[findings_file(language)]
    signs = [reader.files[sign_file(level, language)] for level in Level]
    if not any(file.unreadable for file in signs):
        meant = {
            word.removeprefix("!")
            for file in signs
            for text in _texts_of(file, "when")
            for word in text.split()
        }
        pointless = findings.fields.keys() - meant - {SHORTHAND}
        reader.add(findings, (), (Misfit((name,), "no sign is made of it") for name in sorted(pointless)))


def _texts_of(file: ContentFile, field: str) -> Iterator[str]:
    """Yield the texts in a field of all tables, whatever else is wrong with them."""
    for table in file.fields.values():
        texts = table.get(field) if isinstance(table, dict) else None
        yield from (text for text in (texts if isinstance(texts, list) else ()) if isinstance(text, str))
