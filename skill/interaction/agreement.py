"""The interaction models held against the content: what people call things is written in the content."""

import json
from collections.abc import Iterator
from typing import Any

from skill.interaction.aspects import ASPECTS
from skill.interaction.intents import AMAZON_PREFIX, MEANINGS, Intent
from skill.interaction.model import InteractionModel, SlotValue, locales, models_folder, parse_model
from skill.knowledge.library import Library, load_library

_NOT_SUBJECTS = ("Muscle", "Routine", "Stretch", "Item", "Side", "Seconds", "Minutes")

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
    """Where a model's slot types are not those of the content, a line each."""
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


def unasked(model: InteractionModel, library: Library) -> Iterator[str]:
    """Topics that nobody can ask for by this model, a line each."""
    asking = [
        (ask, set(model.intents[name].slots.values()))
        for name, ask in ASPECTS.items()
        if name in model.intents
    ]
    types = {thing: kind for kind, things in library.names.by_type.items() for thing in things}
    for topic in library.topics.by_id.values():
        if not any(
            asked is ask and {types[thing] for thing in things} <= slots
            for asked, things in topic.asked
            for ask, slots in asking
        ):
            yield f"no intent asks for the topic {topic.id} ({topic.group}.toml)"


def pointless(library: Library) -> Iterator[str]:
    """Things with a name that lead to no topic and no tip, a line each."""
    led_to = {
        thing for topic in library.topics.by_id.values() for _, things in topic.asked for thing in things
    }
    led_to |= {thing for tip in library.tips.values() for thing in tip.suits}
    for kind, things in library.names.by_type.items():
        for thing in things.keys() - led_to if kind not in _NOT_SUBJECTS else ():
            yield f"type {kind}: {thing} is named in names.toml, and no topic or tip is about it"


def unmeant(model: InteractionModel) -> Iterator[str]:
    """Yield the intents of a model that mean nothing to the skill, and the meanings that no intent has."""
    declared = {name.removeprefix(AMAZON_PREFIX) for name in model.intents}
    for name in sorted(declared - MEANINGS.keys()):
        yield f"intent {name}: means nothing to the skill (skill/interaction/intents.py)"
    meanings = {MEANINGS[name] for name in declared & MEANINGS.keys()}
    for intent in Intent:
        if intent not in meanings:
            yield f"no intent means {intent.name} (skill/interaction/intents.py)"


def check_agreement(language: str = "en") -> list[str]:
    """The disagreements of every model of a language, a line each that begins with its file."""
    library = load_library(language)
    found = []
    for locale in locales():
        if locale.split("-")[0] == language:
            model = parse_model(locale, _document(locale))
            lines = [
                *unmeant(model),
                *disagreements(model, library),
                *unasked(model, library),
                *pointless(library),
            ]
            found += [f"interaction_models/{locale}.json: {line}" for line in lines]
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
    for locale in locales():
        if locale.split("-")[0] == language:
            document = _document(locale)
            document["interactionModel"]["languageModel"]["types"] = types
            text = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
            (models_folder() / f"{locale}.json").write_text(text, encoding="utf-8")


def _document(locale: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((models_folder() / f"{locale}.json").read_text(encoding="utf-8"))
    return document
