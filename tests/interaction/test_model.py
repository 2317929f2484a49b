from pathlib import Path
from typing import Any

import pytest

from skill.interaction import model
from skill.interaction.model import SlotValue, load_model, locales, parse_model

DOCUMENT: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "tea timer",
            "intents": [
                {"name": "BrewIntent", "slots": [{"name": "tea", "type": "Tea"}], "samples": ["brew {tea}"]},
                {"name": "AMAZON.StopIntent"},
            ],
            "types": [
                {
                    "name": "Tea",
                    "values": [
                        {"id": "green", "name": {"value": "green tea", "synonyms": ["sencha"]}},
                        {"id": "black", "name": {"value": "black tea"}},
                    ],
                }
            ],
        }
    }
}


def test_a_document_becomes_a_model() -> None:
    tea = parse_model("en-GB", DOCUMENT)

    assert tea.locale == "en-GB"
    assert tea.invocation_name == "tea timer"
    assert tea.intents["BrewIntent"].samples == ("brew {tea}",)
    assert tea.intents["BrewIntent"].slots == {"tea": "Tea"}
    assert tea.types["Tea"][0] == SlotValue(id="green", name="green tea", synonyms=("sencha",))


def test_samples_slots_and_synonyms_may_be_left_out() -> None:
    tea = parse_model("en-GB", DOCUMENT)

    assert tea.intents["AMAZON.StopIntent"].samples == ()
    assert tea.intents["AMAZON.StopIntent"].slots == {}
    assert tea.types["Tea"][1].synonyms == ()


def test_a_model_may_have_no_types_of_its_own() -> None:
    language = {"invocationName": "tea timer", "intents": []}

    assert parse_model("en-GB", {"interactionModel": {"languageModel": language}}).types == {}


def test_a_document_without_a_language_model_is_refused() -> None:
    with pytest.raises(KeyError, match="languageModel"):
        parse_model("en-GB", {"interactionModel": {}})


def test_american_english_is_there() -> None:
    assert "en-US" in locales()
    assert load_model("en-US").invocation_name == "leg cramp coach"


def test_a_locale_without_a_model_listens_as_american_english_does() -> None:
    assert load_model("xx-XX") == load_model("en-US")


def test_an_installed_package_carries_its_models_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "__file__", str(tmp_path / "skill" / "interaction" / "model.py"))
    assert model.models_folder() == tmp_path / "interaction_models"

    inside = tmp_path / "skill" / "interaction_models"
    inside.mkdir(parents=True)
    assert model.models_folder() == inside
