"""The interaction model held against the code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import skill.conversation
from skill.conversation.subjects import SLOTS
from skill.interaction.asks import ASKS
from skill.interaction.model import InteractionModel, locales
from skill.knowledge.library import Library
from skill.simulator.device import Device

SIGN_SLOTS = {"sign", "second_sign", "third_sign"}
"""These are read with all the others when warning signs are looked for."""

SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in Path(skill.conversation.__path__[0]).glob("*.py")
)
HANDLED = set(re.findall(r'"(\w+Intent)"', SOURCE)) | set(ASKS)
UNDERSTOOD_BY_NONE = "can't help with that"


def test_there_is_a_model() -> None:
    assert locales() == ["en-US"]


def test_every_intent_that_the_code_names_is_in_the_model(model: InteractionModel) -> None:
    assert {name.removeprefix("AMAZON.") for name in model.intents} >= HANDLED


def test_every_intent_of_the_model_is_named_in_the_code(model: InteractionModel) -> None:
    # The handler of everything that is not understood names none.
    in_model = {name.removeprefix("AMAZON.") for name in model.intents} - {"FallbackIntent"}
    assert in_model <= HANDLED


def test_every_intent_of_the_model_gets_an_answer_of_its_own(
    model: InteractionModel, echo: Callable[..., Device]
) -> None:
    for intent in model.intents:
        device = echo()
        device.launch()
        answer = device.intent(intent)
        assert answer.text, intent
        assert (UNDERSTOOD_BY_NONE in answer.text) == (intent == "AMAZON.FallbackIntent"), intent


def test_every_slot_that_the_code_reads_is_in_the_model_and_the_other_way_round(
    model: InteractionModel,
) -> None:
    read = set(re.findall(r'slot_(?:id|words)\(\w+, "(\w+)"\)', SOURCE)) | {*SLOTS, *SIGN_SLOTS}
    assert read == {slot for intent in model.intents.values() for slot in intent.slots}


def test_every_muscle_has_its_own_relief(model: InteractionModel, library: Library) -> None:
    muscles = {value.id for value in model.types["Muscle"]}
    assert {f"now_{muscle}" for muscle in muscles} <= set(library.topics.by_id)


def test_every_routine_of_the_model_begins(
    model: InteractionModel, library: Library, echo: Callable[..., Device]
) -> None:
    for value in model.types["Routine"]:
        answer = echo().intent("StartRoutineIntent", {"routine": value.name})
        assert answer.slots["routine"].id == value.id
        begins = (
            library.routines[value.id].opening if value.id in library.routines else "In bed, or standing?"
        )
        assert answer.text.startswith(begins or "Straighten your leg"), value.id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("my shoulder is cramping", "Call a doctor or urgent care today"),
        ("my pinky is cramping", "Is it in your leg?"),
    ],
)
def test_a_cramp_in_a_place_that_the_model_does_not_know_is_answered_all_the_same(
    words: str, said: str, echo: Callable[..., Device]
) -> None:
    answer = echo().ask(words)
    assert all(slot.type != "Muscle" or slot.id is None for slot in answer.slots.values())
    assert said in answer.text


def test_every_stretch_of_the_model_can_be_asked_for_alone(
    model: InteractionModel, library: Library, echo: Callable[..., Device]
) -> None:
    assert {value.id for value in model.types["Stretch"]} == set(library.stretches)
    for value in model.types["Stretch"]:
        device = echo()
        told = device.intent("HowToIntent", {"stretch": value.name})
        assert library.stretches[value.id].start.split(". ")[0] in told.text, value.id
        done = device.intent("StartRoutineIntent", {"stretch": value.name})
        assert library.stretches[value.id].release in done.text, value.id
        assert done.session_open


def test_whatever_a_routine_needs_can_be_missing(model: InteractionModel, library: Library) -> None:
    needed = {thing for stretch in library.stretches.values() for thing in stretch.needs}
    assert needed
    assert needed <= {value.id for value in model.types["Item"]}
