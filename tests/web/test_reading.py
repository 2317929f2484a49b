"""What is read of a document is what the SDK itself reads of the parts that it knows."""

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, NoReturn

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ListSlotValue, RequestEnvelope, Session, SimpleSlotValue, Slot

from skill.web.reading import MAX_ATTRIBUTE_DEPTH, Reading, moment_of

from .envelopes import envelope, nested
from .fitting import MisfitError, as_the_sdk_reads
from .sdk import MOMENTS, alike, document, models, name_of, spoil

SEED = 12


def leave_out() -> None:
    return None


def refuse() -> NoReturn:
    raise MisfitError


def outcome(read: Any, *arguments: Any, **options: Any) -> Any:
    """What is returned, or the class of the refusal."""
    try:
        return read(*arguments, **options)
    except MisfitError:
        return MisfitError


def test_the_sdk_has_the_classes_that_are_tried() -> None:
    assert len(models()) > 400
    assert {RequestEnvelope, Session, Slot, ListSlotValue} <= set(models())


@pytest.mark.parametrize("rounds", [20, pytest.param(300, marks=pytest.mark.slow)])
def test_a_document_of_every_class_is_read_as_the_sdk_reads_it(rounds: int) -> None:
    chance = random.Random(SEED)
    reading = Reading(refuse)
    for model in models():
        for _ in range(rounds):
            sent = document(chance, name_of(model))
            expected = as_the_sdk_reads(sent, model, strict=True)
            assert expected is not None
            assert alike(reading.read(sent, model), expected), (model, sent)
            assert alike(reading.read(sent, name_of(model)), expected), (model, sent)


@pytest.mark.parametrize("strict", [False, True], ids=["left out", "refused"])
@pytest.mark.parametrize("rounds", [20, pytest.param(500, marks=pytest.mark.slow)])
def test_a_document_with_something_odd_in_it_is_read_as_the_sdk_reads_the_rest(
    rounds: int, strict: bool
) -> None:
    chance = random.Random(SEED)
    reading = Reading(refuse if strict else leave_out)
    refused = 0
    for model in models():
        for _ in range(rounds):
            sent = document(chance, name_of(model))
            for _ in range(chance.choice([1, 1, 3])):
                spoil(chance, sent)
            expected = outcome(as_the_sdk_reads, sent, model, strict=strict)
            refused += expected is MisfitError
            assert alike(outcome(reading.read, sent, model), expected), (model, sent)
    assert bool(refused) == strict


@pytest.mark.parametrize("sent", [True, 7, 0.5, "text", [], [{}]])
def test_what_is_no_object_is_no_model(sent: object) -> None:
    assert Reading(leave_out).read(sent, Slot) is None
    with pytest.raises(MisfitError):
        Reading(refuse).read(sent, Slot)


def test_null_is_nothing_whatever_it_should_be() -> None:
    for declared in (Slot, "str", "list[str]", "dict(str, object)", "datetime"):
        assert Reading(refuse).read(None, declared) is None


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("str", "calf"),
        ("bool", True),
        ("int", 7),
        ("long", 10**30),
        ("float", 7),
        ("float", 0.5),
        ("date", "2026-11-22T21:57:48Z"),
        ("datetime", "2026-11-22T21:57:48Z"),
        ("object", [1, {"a": None}]),
    ],
)
def test_a_type_of_every_name_that_the_sdk_has_is_read_as_the_sdk_reads_it(
    declared: str, value: object
) -> None:
    native: Any = DefaultSerializer.NATIVE_TYPES_MAPPING[declared]
    for kind in (declared, native):
        expected = DefaultSerializer().deserialize(json.dumps(value), kind)
        assert alike(Reading(refuse).read(value, kind), expected)


def test_a_time_in_a_zone_with_seconds_is_no_moment() -> None:
    assert moment_of("2026-11-22T21:57:48+00:00:30") is None
    assert moment_of("2026-11-22T21:57:48+00:30") is not None


@pytest.mark.parametrize("text", MOMENTS)
def test_a_moment_is_the_one_that_the_sdk_reads(text: str) -> None:
    read = moment_of(text)
    assert read is not None
    expected: Any = DefaultSerializer().deserialize(json.dumps(read.isoformat()), datetime)
    assert (read, read.utcoffset(), read.date()) == (expected, expected.utcoffset(), expected.date())


def test_an_attribute_may_be_so_deep_and_no_deeper() -> None:
    deep, deeper = nested(MAX_ATTRIBUTE_DEPTH), nested(MAX_ATTRIBUTE_DEPTH + 1)
    session = Reading(refuse).read({"attributes": {"deep": deep, "deeper": deeper}}, Session)

    assert session.attributes == {"deep": deep}
    assert session.attributes["deep"] is deep


def test_a_class_may_hold_itself() -> None:
    inner = {"type": "List", "values": [{"type": "Simple", "value": "calf"}]}
    slot = Reading(refuse).read({"slotValue": {"type": "List", "values": [inner]}}, Slot)

    assert slot == Slot(
        slot_value=ListSlotValue(values=[ListSlotValue(values=[SimpleSlotValue(value="calf")])])
    )


def test_a_moment_that_is_read_already_stays_as_it_is() -> None:
    now = datetime.now(UTC)
    sent = envelope()
    sent["request"]["timestamp"] = now

    assert Reading(refuse).read(sent, RequestEnvelope).request.timestamp is now


def test_several_threads_may_read_at_once() -> None:
    sent = envelope()
    expected = as_the_sdk_reads(sent, RequestEnvelope, strict=False)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(20):
            fresh = Reading(leave_out).read
            read = list(threads.map(fresh, [sent] * 16, [RequestEnvelope] * 16))
            assert all(alike(one, expected) for one in read)
