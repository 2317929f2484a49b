"""The interaction model held against the code."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import skill.conversation
from skill.conversation.answers.people import FOR_THE_PREGNANT
from skill.conversation.answers.topics import STRETCHING
from skill.conversation.choosing.beginning import BEDTIME, INSTEAD_OF_STANDING, STANDING
from skill.conversation.exchange.subjects import GROUPS, SLOTS
from skill.conversation.exchange.turn import CRAMP_NOW
from skill.conversation.safety.relief import (
    ANY_MUSCLE,
    DANGEROUS_PLACES,
    EASED,
    FIRST_STRETCH,
    IN_THE_DARK,
    STANDING_STRETCH,
)
from skill.conversation.safety.warnings import BELLY
from skill.interaction.intents import Intent, meant
from skill.interaction.model import InteractionModel, locales
from skill.knowledge.library import Library
from skill.simulator.device import Device
from tests.household import Person

SIGN_SLOTS = {"sign", "second_sign", "third_sign"}
"""These are read with all the others when warning signs are looked for."""

TREES = [
    ast.parse(path.read_text(encoding="utf-8")) for path in Path(skill.conversation.__path__[0]).rglob("*.py")
]
UNDERSTOOD_BY_NONE = "can't help with that"


def test_there_is_a_model() -> None:
    assert locales() == ["en-US"]


def test_the_intents_of_the_model_mean_what_the_table_answers(model: InteractionModel) -> None:
    # The table answers every member in every mode: test_table.py.
    assert {meant(name) for name in model.intents} == set(Intent)


def test_every_intent_of_the_model_gets_an_answer_of_its_own(
    model: InteractionModel, echo: Callable[..., Device]
) -> None:
    for intent in model.intents:
        device = echo()
        device.launch()
        answer = device.intent(intent)
        assert answer.text, intent
        assert (UNDERSTOOD_BY_NONE in answer.text) == (intent == "AMAZON.FallbackIntent"), intent


def _slots_read(tree: ast.Module) -> Iterator[str]:
    """The slots whose id or words a module asks for by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="slot_id"), args=[ast.Constant(value=str(name))]):
                yield name
            case ast.Compare(left=ast.Constant(value=str(name)), comparators=[ast.Attribute(attr="slots")]):
                yield name


def test_every_slot_that_the_code_reads_is_in_the_model_and_the_other_way_round(
    model: InteractionModel,
) -> None:
    read = {name for tree in TREES for name in _slots_read(tree)} | {*SLOTS, *SIGN_SLOTS}
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


def test_the_content_has_every_id_that_the_conversation_names(library: Library) -> None:
    routines = {BEDTIME, STANDING, CRAMP_NOW, *INSTEAD_OF_STANDING.values()}
    assert routines <= library.routines.keys()
    assert {FIRST_STRETCH, STANDING_STRETCH, *EASED} <= library.stretches.keys()
    assert {f"now_{ANY_MUSCLE}", STRETCHING, FOR_THE_PREGNANT} <= library.topics.by_id.keys()
    assert BELLY in library.signs.by_id
    groups = library.names.by_type["Group"].keys()
    assert groups >= GROUPS
    situations = library.names.by_type["Situation"].keys()
    assert {*DANGEROUS_PLACES, *IN_THE_DARK} <= situations


def test_a_tip_for_a_condition_leaves_no_trace(library: Library, person: Person) -> None:
    for tip in library.tips.values():
        if not tip.only:
            continue
        person.device.launch()
        thing = min(tip.suits)
        slot = "group" if thing in library.names.by_type["Group"] else "situation"
        name = next(names[thing][0] for names in library.names.by_type.values() if thing in names)
        heard = [person.intend("IAmIntent", **{slot: name}).text]
        heard += [person.intend("QuickTipIntent").text for _ in range(len(library.tips))]
        assert any(text.startswith(tip.say) for text in heard), tip.id
        assert tip.id not in person.kept()["tips"]
        assert tip.id not in json.dumps(person.kept())
