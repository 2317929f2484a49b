"""The interaction models held against the content: what people call things is written in the content."""

import json
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

from skill.interaction.aspects import ASPECTS
from skill.interaction.intents import AMAZON_PREFIX, MEANINGS, Intent
from skill.interaction.model import InteractionModel, SlotValue, locales, models_folder, parse_model
from skill.knowledge.files import CONTENT
from skill.knowledge.findings import findings_file
from skill.knowledge.library import Library, load_library, read_library
from skill.knowledge.names import names_file
from skill.knowledge.reader import Reader
from skill.knowledge.topics import Topic, topic_file

SIGN_TYPE = "Sign"
"""The slot type for things that people report and that may be warning signs."""


def slot_types(library: Library) -> dict[str, tuple[SlotValue, ...]]:
    """The slot types with their values, as the content names them."""
    types = {
        kind: tuple(SlotValue(thing, names[0], names[1:]) for thing, names in things.items())
        for kind, things in library.names.by_type.items()
    }
    findings = library.signs.findings.values()
    types[SIGN_TYPE] = tuple(SlotValue(each.id, each.said[0], each.said[1:]) for each in findings)
    return types


def disagreements(model: InteractionModel, library: Library) -> Iterator[str]:
    """Yield a line for each difference between a model's slot types and those of the content."""
    ours = slot_types(library)
    yield from (f"type {name}: has no names in the content" for name in model.types.keys() - ours.keys())
    for name, values in ours.items():
        if name not in model.types:
            yield f"type {name}: is missing, and the content has names for it"
            continue
        theirs = {value.id: value for value in model.types[name]}
        for id_ in theirs.keys() - {value.id for value in values}:
            yield f"type {name}: value {id_}: is nothing that the content names"
        for value in values:
            there = theirs.get(value.id)
            if there is None:
                yield f"type {name}: value {value.id}: is missing"
            elif (there.name, there.synonyms) != (value.name, value.synonyms):
                told = {value.name, *value.synonyms} ^ {there.name, *there.synonyms}
                which = ", ".join(f'"{text}"' for text in sorted(told)) or "in another order"
                yield f"type {name}: value {value.id}: is not named as in the content: {which}"


def unasked(model: InteractionModel, library: Library) -> Iterator[Topic]:
    """Yield the topics that a person cannot ask for by this model."""
    asking = [
        (aspect, set(model.intents[name].slots.values()))
        for name, aspect in ASPECTS.items()
        if name in model.intents
    ]
    types = {thing: kind for kind, things in library.names.by_type.items() for thing in things}
    for topic in library.topics.by_id.values():
        if not any(
            asked is aspect and {types[thing] for thing in things} <= slots
            for asked, things in topic.asked
            for aspect, slots in asking
        ):
            yield topic


def unmeant(model: InteractionModel) -> Iterator[str]:
    """Yield the intents of a model that mean nothing to the skill, and the meanings that no intent has."""
    declared = {name.removeprefix(AMAZON_PREFIX) for name in model.intents}
    for name in sorted(declared - MEANINGS.keys()):
        yield f"intent {name}: means nothing to the skill (skill/interaction/intents.py)"
    meanings = {MEANINGS[name] for name in declared & MEANINGS.keys()}
    for intent in Intent:
        if intent not in meanings:
            yield f"no intent means {intent.name} (skill/interaction/intents.py)"


def check_agreement(language: str = "en", content: Traversable = CONTENT) -> list[str]:
    """The disagreements of the models of a language with its content, a line each that begins with a file.

    A model or a content file that cannot be read is left out here: check_models and check_content say why.
    """
    reader = Reader(content)
    library = read_library(reader, language)
    has_names = reader.is_sound(names_file(language))
    has_types = has_names and reader.is_sound(findings_file(language))
    found = []
    for locale, document in _documents(language):
        model = parse_model(locale, document)
        lines = [*unmeant(model), *(disagreements(model, library) if has_types else ())]
        found += [f"interaction_models/{locale}.json: {line}" for line in lines]
        for topic in unasked(model, library) if has_names else ():
            file = reader.files[topic_file(topic.group, language)]
            found.append(str(file.fault((topic.id, "asked"), f"no intent of {locale} asks any of this")))
    return found


def write_names(language: str = "en") -> None:
    """Put the content's names into the models of a language, as their slot types."""
    types = [
        {
            "name": name,
            "values": [
                {"id": value.id, "name": {"value": value.name, "synonyms": list(value.synonyms)}}
                for value in values
            ],
        }
        for name, values in slot_types(load_library(language)).items()
    ]
    for locale, document in _documents(language):
        document["interactionModel"]["languageModel"]["types"] = types
        text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        (models_folder() / f"{locale}.json").write_text(text, encoding="utf-8")


def _documents(language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The models of a language by locale, without those that are no models at all."""
    for locale in locales():
        if locale.split("-")[0] == language:
            try:
                document = json.loads((models_folder() / f"{locale}.json").read_text(encoding="utf-8"))
                parse_model(locale, document)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
            yield locale, document
