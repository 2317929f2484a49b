"""The interaction models held against the content, one disagreement at a time."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from skill.interaction.agreement import (
    check_agreement,
    disagreements,
    slot_types,
    unasked,
    unmeant,
)
from skill.interaction.model import DeclaredIntent, InteractionModel, SlotValue, load_model, models_folder
from skill.knowledge.library import Library


@pytest.fixture(scope="module")
def model() -> InteractionModel:
    return load_model("en-US")


def with_types(model: InteractionModel, **types: tuple[SlotValue, ...] | None) -> InteractionModel:
    merged = {**model.types, **types}
    return replace(model, types={name: values for name, values in merged.items() if values is not None})


def test_the_skills_own_model_agrees_with_the_content() -> None:
    assert check_agreement() == []


def test_a_value_that_the_content_does_not_name(model: InteractionModel, library: Library) -> None:
    changed = with_types(model, Muscle=(*model.types["Muscle"], SlotValue("tail", "tail", ())))
    assert list(disagreements(changed, library)) == [
        "type Muscle: value tail: is nothing that the content names"
    ]


def test_a_value_that_the_model_does_not_have(model: InteractionModel, library: Library) -> None:
    changed = with_types(model, Muscle=model.types["Muscle"][1:])
    missing = model.types["Muscle"][0].id
    assert list(disagreements(changed, library)) == [f"type Muscle: value {missing}: is missing"]


def test_a_synonym_that_only_one_of_them_has(model: InteractionModel, library: Library) -> None:
    first, *others = model.types["Muscle"]
    changed = with_types(model, Muscle=(replace(first, synonyms=(*first.synonyms, "shank")), *others))
    [line] = disagreements(changed, library)
    assert line == f'type Muscle: value {first.id}: is not named as in the content: "shank"'


def test_a_type_too_many_and_a_type_too_few(model: InteractionModel, library: Library) -> None:
    changed = with_types(model, Muscle=None, Planet=(SlotValue("mars", "mars", ()),))
    lines = list(disagreements(changed, library))
    assert "type Planet: has no names in the content" in lines
    assert "type Muscle: is missing, and the content has names for it" in lines


def test_a_topic_that_nobody_can_ask_for(model: InteractionModel, library: Library) -> None:
    deaf = replace(model, intents={k: v for k, v in model.intents.items() if k != "OtherNamesIntent"})
    assert [topic.id for topic in unasked(deaf, library)] == ["other_names"]


def with_intents(model: InteractionModel, *names: str, without: str) -> InteractionModel:
    intents = {name: intent for name, intent in model.intents.items() if name != without}
    return replace(model, intents=intents | {name: DeclaredIntent(name, ("hum",), {}) for name in names})


def test_every_intent_of_the_model_means_something_and_everything_can_be_meant(
    model: InteractionModel,
) -> None:
    assert list(unmeant(model)) == []


@pytest.mark.parametrize("name", ["HummingIntent", "AMAZON.MoreIntent"])
def test_an_intent_of_the_model_that_means_nothing(model: InteractionModel, name: str) -> None:
    [line] = unmeant(with_intents(model, name, without=""))
    called = name.removeprefix("AMAZON.")
    assert line == f"intent {called}: means nothing to the skill (skill/interaction/intents.py)"


@pytest.mark.parametrize(
    ("intent", "member"), [("WhyCrampsIntent", "WHY_CRAMPS"), ("AMAZON.ShuffleOnIntent", "SHUFFLE_ON")]
)
def test_a_meaning_that_no_intent_of_the_model_has(model: InteractionModel, intent: str, member: str) -> None:
    [line] = unmeant(with_intents(model, without=intent))
    assert line == f"no intent means {member} (skill/interaction/intents.py)"


def test_a_meaning_that_amazons_intent_and_ours_share_needs_only_one_of_them(model: InteractionModel) -> None:
    assert list(unmeant(with_intents(model, without="WaitIntent"))) == []
    assert list(unmeant(with_intents(model, without="AMAZON.PauseIntent"))) == []


def test_the_check_of_all_models_compares_their_intents_with_the_meanings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads((models_folder() / "en-US.json").read_text(encoding="utf-8"))
    intents = document["interactionModel"]["languageModel"]["intents"]
    intents[:] = [intent for intent in intents if intent["name"] != "AMAZON.ShuffleOnIntent"]
    intents.append({"name": "HummingIntent", "samples": ["hum"]})
    (tmp_path / "en-US.json").write_text(json.dumps(document), encoding="utf-8")
    for module in ("model", "agreement"):
        monkeypatch.setattr(f"skill.interaction.{module}.models_folder", lambda: tmp_path)
    assert check_agreement() == [
        "interaction_models/en-US.json: "
        "intent HummingIntent: means nothing to the skill (skill/interaction/intents.py)",
        "interaction_models/en-US.json: no intent means SHUFFLE_ON (skill/interaction/intents.py)",
    ]


def test_every_sign_can_be_said_in_a_slot(library: Library) -> None:
    assert {value.id for value in slot_types(library)["Sign"]} == set(library.signs.findings)
