"""An interaction model (`interaction_models/<locale>.json`), loaded."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_LOCALE = "en-US"
"""The locale whose model stands in for one that is not there."""


@dataclass(frozen=True)
class SlotValue:
    """One value of a slot type."""

    id: str
    """What the code knows it by."""
    name: str
    """What a person calls it."""
    synonyms: tuple[str, ...]
    """What else a person calls it."""


@dataclass(frozen=True)
class DeclaredIntent:
    """An intent as a model declares it to Alexa."""

    name: str
    samples: tuple[str, ...]
    """Sentences that mean it, with `{slot}` where a value stands."""
    slots: dict[str, str]
    """Slot name to slot type."""


@dataclass(frozen=True)
class InteractionModel:
    """All that Alexa listens for in one locale."""

    locale: str
    invocation_name: str
    intents: dict[str, DeclaredIntent]
    types: dict[str, tuple[SlotValue, ...]]
    """The skill's own slot types with their values."""


def models_folder() -> Path:
    """Where the models are: beside the package in a checkout, inside it once installed."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "interaction_models"
    return installed if installed.is_dir() else package.parent / "interaction_models"


def locales() -> list[str]:
    """The locales that have a model."""
    return sorted(path.stem for path in models_folder().glob("*.json"))


def load_model(locale: str) -> InteractionModel:
    """The model of a locale, or the default locale's where it has none of its own."""
    chosen = locale if locale in locales() else DEFAULT_LOCALE
    path = models_folder() / f"{chosen}.json"
    return parse_model(chosen, json.loads(path.read_text(encoding="utf-8")))


def parse_model(locale: str, document: dict[str, Any]) -> InteractionModel:
    """A model from its JSON document, as the ASK CLI writes it. A missing part raises KeyError."""
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
