"""The skill package: what Amazon's ASK CLI v2 deploys, as it expects it in `skill-package/`."""

import json
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from skill.interaction.model import DEFAULT_LOCALE, locales, models_folder
from skill.knowledge.store import load_store


def write_package(folder: Path, *, endpoint: str) -> list[Path]:
    """Write `skill.json` and the interaction models into a folder, which is made if need be.

    `endpoint` is the full https address of `/alexa`, as Alexa reaches it. Returns the files written.

    Raises ValueError, and writes nothing, for an endpoint that Alexa would refuse and for broken content.
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
    """The manifest of a skill that is offered in these locales, in the countries that they name.

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
            # The memory's key is a hash of Alexa's user id. It names nobody, yet it knows a person again,
            # so it is declared: too much declared costs nothing, too little costs the certification.
            "usesPersonalInfo": True,
            "isChildDirected": False,
            "isExportCompliant": True,
            "containsAds": False,
            # Means health records under HIPAA, not talk about health.
            "usesHealthInfo": False,
            "locales": {locale: {"privacyPolicyUrl": f"{origin}/privacy"} for locale in offered},
        },
        "apis": {"custom": {"endpoint": service, "interfaces": [{"type": "AUDIO_PLAYER"}]}},
        # Whoever disables the skill is forgotten.
        "events": {"endpoint": service, "subscriptions": [{"eventName": "SKILL_DISABLED"}]},
    }


def _origin(endpoint: str) -> str:
    """Scheme, host and port of an endpoint that Alexa can call."""
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
    """What the store shows in one locale, in its language."""
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
