"""The skill package for Amazon's ASK CLI v2: the contents of its folder `skill-package/`."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from skill.interaction.model import DEFAULT_LOCALE, locales, models_folder
from skill.knowledge.store import load_store


def write_package(folder: Path, *, endpoint: str) -> list[Path]:
    """Write `skill.json` and the interaction models into a folder, which is created if need be.

    endpoint: the full https address of `/alexa` as Alexa reaches it. Returns the paths of the written files.

    Raises ValueError before anything is written, for an endpoint that Alexa would refuse and for broken
    content.
    """
    manifest = {"manifest": build_manifest(endpoint, locales())}
    models = folder / "interactionModels" / "custom"
    models.mkdir(parents=True, exist_ok=True)
    skill = folder / "skill.json"
    skill.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    copies = [
        shutil.copyfile(models_folder() / f"{name}.json", models / f"{name}.json") for name in locales()
    ]
    return [skill, *copies]


def build_manifest(endpoint: str, offered: list[str]) -> dict[str, Any]:
    """Return the manifest of a skill that is offered in these locales and in their countries.

    Raises ValueError for an endpoint that Alexa would refuse and for broken content.
    """
    origin = _origin(endpoint)
    service = {"uri": endpoint, "sslCertificateType": "Trusted"}
    return {
        "manifestVersion": "1.0",
        "publishingInformation": {
            "category": "HEALTH_AND_FITNESS",
            "isAvailableWorldwide": False,
            "distributionCountries": sorted({locale.split("-")[1] for locale in offered}),
            "locales": {locale: _listing(locale) for locale in offered},
            "testingInstructions": _testing_instructions(),
        },
        "privacyAndCompliance": {
            "allowsPurchases": False,
            # The memory's key is a hash of Alexa's user id. It has no name in it, but a person is
            # recognised by it, so it is declared: to declare too little would cost the certification.
            "usesPersonalInfo": True,
            "isChildDirected": False,
            "isExportCompliant": True,
            "containsAds": False,
            # This means health records under HIPAA. General talk about health is not meant.
            "usesHealthInfo": False,
            "locales": {locale: {"privacyPolicyUrl": f"{origin}/privacy"} for locale in offered},
        },
        "apis": {"custom": {"endpoint": service, "interfaces": [{"type": "AUDIO_PLAYER"}]}},
        # The attributes of a person who disables the skill are deleted.
        "events": {"endpoint": service, "subscriptions": [{"eventName": "SKILL_DISABLED"}]},
    }


def _origin(endpoint: str) -> str:
    """Return scheme, host and port of an endpoint. Raises ValueError if Alexa could not call it."""
    reason = f"Alexa cannot call {endpoint!r}: give the full address, like https://example.org/alexa"
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{reason} ({error})") from error
    if parts.scheme != "https":
        raise ValueError(f"{reason} (it takes https only)")
    if not parts.hostname:
        raise ValueError(f"{reason} (there is no host in it)")
    if parts.username is not None:
        raise ValueError(f"{reason} (the store would show the user name in it)")
    if port not in (None, 443):
        raise ValueError(f"{reason} (it takes port 443 only)")
    return f"https://{parts.netloc}"


def _listing(locale: str) -> dict[str, Any]:
    """Return the texts for the store in one locale."""
    store = load_store(_language(locale))
    return {
        "name": store.name,
        "summary": store.summary,
        "description": store.description.strip(),
        "examplePhrases": list(store.example_phrases),
        "keywords": list(store.keywords),
    }


def _testing_instructions() -> str:
    return load_store(_language(DEFAULT_LOCALE)).testing_instructions.strip()


def _language(locale: str) -> str:
    return locale.split("-")[0]
