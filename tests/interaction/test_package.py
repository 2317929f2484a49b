import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer

from skill.interaction.model import InteractionModel, load_model, locales, models_folder
from skill.interaction.package import write_package

ENDPOINT = "https://coach.example.org/alexa"
SMAPI = "ask_smapi_model.v1.skill"
MANIFEST = f"{SMAPI}.manifest.skill_manifest_envelope.SkillManifestEnvelope"
MODEL = f"{SMAPI}.interaction_model.interaction_model_data.InteractionModelData"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write_package(tmp_path, endpoint=ENDPOINT)
    return tmp_path


@pytest.fixture
def manifest(package: Path) -> Any:
    return json.loads((package / "skill.json").read_text(encoding="utf-8"))["manifest"]


@pytest.fixture
def listing(manifest: Any) -> Any:
    return manifest["publishingInformation"]["locales"]["en-US"]


def as_amazon_knows_it(text: str, schema: str) -> Any:
    """A JSON text read into Amazon's own classes and back, which loses every key that they do not know."""
    serializer = DefaultSerializer()
    return serializer.serialize(serializer.deserialize(text, schema))


def test_the_package_is_laid_out_for_the_ask_cli(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "skill-package"

    written = write_package(folder, endpoint=ENDPOINT)

    models = [folder / "interactionModels" / "custom" / f"{locale}.json" for locale in locales()]
    assert written == [folder / "skill.json", *models]
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == sorted(written)


def test_every_model_is_copied_as_it_is(package: Path) -> None:
    for locale in locales():
        copy = package / "interactionModels" / "custom" / f"{locale}.json"
        assert copy.read_bytes() == (models_folder() / f"{locale}.json").read_bytes()


def test_a_second_package_replaces_the_first(package: Path) -> None:
    write_package(package, endpoint="https://other.example.org/alexa")

    text = (package / "skill.json").read_text(encoding="utf-8")
    assert "other.example.org" in text
    assert "coach.example.org" not in text


def test_amazon_knows_every_key_and_choice_of_the_manifest(package: Path) -> None:
    text = (package / "skill.json").read_text(encoding="utf-8")

    assert as_amazon_knows_it(text, MANIFEST) == json.loads(text)


@pytest.mark.parametrize("locale", locales())
def test_amazon_knows_every_key_and_choice_of_a_model(package: Path, locale: str) -> None:
    text = (package / "interactionModels" / "custom" / f"{locale}.json").read_text(encoding="utf-8")

    assert as_amazon_knows_it(text, MODEL) == json.loads(text)


def test_a_key_that_amazon_does_not_know_would_be_noticed() -> None:
    text = '{"manifest": {"manifestVersion": "1.0", "surprise": true}}'

    assert as_amazon_knows_it(text, MANIFEST) != json.loads(text)


def test_requests_and_events_reach_the_endpoint(manifest: Any) -> None:
    service = {"uri": ENDPOINT, "sslCertificateType": "Trusted"}

    assert manifest["apis"] == {"custom": {"endpoint": service, "interfaces": [{"type": "AUDIO_PLAYER"}]}}
    assert manifest["events"] == {
        "endpoint": service,
        "subscriptions": [{"eventName": "SKILL_DISABLED"}],
    }


def test_the_privacy_page_is_beside_the_endpoint(manifest: Any) -> None:
    privacy = manifest["privacyAndCompliance"]["locales"]["en-US"]

    assert privacy == {"privacyPolicyUrl": "https://coach.example.org/privacy"}


def test_what_is_declared_of_privacy(manifest: Any) -> None:
    declared = manifest["privacyAndCompliance"]

    assert declared["usesHealthInfo"] is False
    assert declared["usesPersonalInfo"] is True
    assert declared["isChildDirected"] is False
    assert declared["allowsPurchases"] is False
    assert declared["containsAds"] is False
    assert declared["isExportCompliant"] is True


def test_the_skill_is_offered_where_its_locales_are_spoken(manifest: Any) -> None:
    published = manifest["publishingInformation"]

    assert published["category"] == "HEALTH_AND_FITNESS"
    assert published["isAvailableWorldwide"] is False
    assert published["distributionCountries"] == ["US"]
    assert list(published["locales"]) == list(manifest["privacyAndCompliance"]["locales"]) == locales()


@pytest.mark.parametrize(
    "words",
    [
        "no medical advice",
        "for informational and educational purposes only",
        "not a substitute for professional medical advice, diagnosis or treatment",
        "Ask your doctor",
        "medical emergency, call 911 or your local emergency number",
        'Say "forget me"',
    ],
)
def test_the_description_says_what_a_health_skill_must(listing: Any, words: str) -> None:
    assert words in listing["description"]


def test_the_store_promises_no_cure(listing: Any) -> None:
    text = " ".join([listing["name"], listing["summary"], listing["description"], *listing["keywords"]])

    claim = r"\b(cures?|curing|heals?|healing|prevents?|treats?|life.?saving|guaranteed?)\b"
    assert not re.search(claim, text, re.IGNORECASE)


def test_the_texts_fit_the_store(listing: Any, manifest: Any) -> None:
    assert listing["name"] == "Leg Cramp Coach"
    assert len(listing["summary"]) <= 160
    assert len(listing["description"]) <= 4000
    assert 0 < len(listing["keywords"]) <= 30
    assert 0 < len(manifest["publishingInformation"]["testingInstructions"]) <= 4000


def test_testers_learn_how_to_stop_the_stretch(manifest: Any) -> None:
    instructions = manifest["publishingInformation"]["testingInstructions"]

    assert "start my bedtime stretch" in instructions
    assert '"stop" to end it at any time' in instructions


def samples(model: InteractionModel, phrase: str) -> Iterator[str]:
    """Every sample as a pattern, its slots filled with those names of their values that are in the phrase."""
    for intent in model.intents.values():
        for sample in intent.samples:
            pattern = sample
            for slot, slot_type in intent.slots.items():
                names = [name for value in model.types[slot_type] for name in (value.name, *value.synonyms)]
                said = [name for name in names if name in phrase]
                pattern = pattern.replace("{" + slot + "}", f"({'|'.join(said) or 'nothing'})")
            yield pattern


def test_there_are_three_example_phrases(listing: Any) -> None:
    assert len(listing["examplePhrases"]) == 3


@pytest.mark.parametrize("index", range(3))
def test_an_example_phrase_is_a_sample(listing: Any, index: int) -> None:
    model = load_model("en-US")
    phrase = listing["examplePhrases"][index]

    asked = re.fullmatch(rf"Alexa, ask {model.invocation_name} (?:to |for )?(.+)", phrase)

    assert asked, "it does not begin as Amazon wants it to"
    assert any(re.fullmatch(pattern, asked[1]) for pattern in samples(model, asked[1]))


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        ("http://coach.example.org/alexa", "https only"),
        ("coach.example.org/alexa", "https only"),
        ("", "https only"),
        ("https:///alexa", "no host"),
        ("https://coach.example.org:8443/alexa", "port 443 only"),
        ("https://coach.example.org:https/alexa", "Port could not be cast"),
        ("https://[::1/alexa", "Invalid IPv6"),
        ("https://me:secret@coach.example.org/alexa", "user name"),
    ],
)
def test_an_endpoint_that_alexa_cannot_call_is_refused(tmp_path: Path, endpoint: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        write_package(tmp_path, endpoint=endpoint)

    assert list(tmp_path.iterdir()) == []


def test_port_443_may_be_named(tmp_path: Path) -> None:
    write_package(tmp_path, endpoint="https://coach.example.org:443/alexa")

    text = (tmp_path / "skill.json").read_text(encoding="utf-8")
    assert "https://coach.example.org:443/privacy" in text
