"""What is written of an object is what the SDK itself writes."""

import random
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Response, ResponseEnvelope

from skill.web.writing import Writing

from .sdk import WRITABLE, alike, an_object, models, name_of

SEED = 12


def as_the_sdk_writes(value: Any) -> Any:
    return DefaultSerializer().serialize(value)


@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.slow)])
def test_an_object_of_every_class_is_written_as_the_sdk_writes_it(rounds: int) -> None:
    chance = random.Random(SEED)
    writing = Writing()
    for model in models():
        for _ in range(rounds):
            made = an_object(chance, name_of(model))
            assert alike(writing.write(made), as_the_sdk_writes(made)), (model, made)


def test_an_object_without_anything_is_written_as_the_sdk_writes_it() -> None:
    writing = Writing()
    for model in models():
        assert alike(writing.write(model()), as_the_sdk_writes(model()))


@pytest.mark.parametrize("value", WRITABLE, ids=str)
def test_a_value_of_any_kind_is_written_as_the_sdk_writes_it(value: Any) -> None:
    for written in (value, [value], (value,), {"a": value}, Response(api_response=value)):
        assert alike(Writing().write(written), as_the_sdk_writes(written))


def test_what_is_written_shares_nothing_with_the_object() -> None:
    said = ["a"]
    written = Writing().write(ResponseEnvelope(session_attributes={"said": said}))
    written["sessionAttributes"]["said"].append("b")

    assert said == ["a"]


@pytest.mark.parametrize("value", [object(), {1}, range(3), len], ids=["object", "set", "range", "function"])
def test_what_is_no_model_is_not_written(value: object) -> None:
    for write in (Writing().write, as_the_sdk_writes):
        with pytest.raises(AttributeError):
            write(value)
