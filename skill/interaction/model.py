"""The interaction models, loaded from `interaction_models/<locale>.json`."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_LOCALE = "en-US"
"""The locale whose model is used for a locale without a model."""


@dataclass(frozen=True)
class SlotValue:
    """A value of a slot type."""

    id: str
    """The id, by which the code knows the value."""
    name: str
    """The first of the names that people use."""
    synonyms: tuple[str, ...]
    """The other names that people use."""


@dataclass(frozen=True)
class DeclaredIntent:
    """An intent as a model declares it to Alexa."""

    name: str
    samples: tuple[str, ...]
    """The sentences that mean the intent, with `{slot}` in place of a value."""
    slots: dict[str, str]
    """The name of each slot to its type."""


@dataclass(frozen=True)
class InteractionModel:
    """The intents and slot types of one locale."""

    locale: str
    invocation_name: str
    intents: dict[str, DeclaredIntent]
    types: dict[str, tuple[SlotValue, ...]]
    """The name of each slot type of the skill to its values."""


def models_folder() -> Path:
    """Return the folder of the models: beside the package in a checkout, or inside an installed package."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "interaction_models"
    return installed if installed.is_dir() else package.parent / "interaction_models"


def locales() -> list[str]:
    """Return the locales that have a model, in alphabetical order."""
    return sorted(path.stem for path in models_folder().glob("*.json"))


def load_model(locale: str) -> InteractionModel:
    """Return the model of a locale, or the default locale's model if it has none."""
    chosen = locale if locale in locales() else DEFAULT_LOCALE
    path = models_folder() / f"{chosen}.json"
    return parse_model(chosen, json.loads(path.read_text(encoding="utf-8")))


def parse_model(locale: str, document: dict[str, Any]) -> InteractionModel:
    """Return a model from a JSON document of the ASK CLI's format. Raises KeyError if a part is missing."""
    language = document["interactionModel"]["languageModel"]
    return InteractionModel(
        locale=locale,
        invocation_name=language["invocationName"],
        intents={
            intent["name"]: DeclaredIntent(
                name=intent["name"],
                samples=tuple(intent.get("samples", ())),
                slots={slot["name"]: slot["type"] for slot in intent.get("slots", ())},
            )
            for intent in language["intents"]
        },
        types={
            slot_type["name"]: tuple(
                SlotValue(
                    id=value["id"],
                    name=value["name"]["value"],
                    synonyms=tuple(value["name"].get("synonyms", ())),
                )
                for value in slot_type["values"]
            )
            for slot_type in language.get("types", ())
        },
    )
