"""The serializer that the skill is given reads and writes every class of the SDK, as the SDK's own does."""

import json
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Intent, RequestEnvelope, Response, Slot
from ask_sdk_model.ui import SimpleCard

from skill.web.envelope import EnvelopeSerializer
from skill.web.refusal import Refused

from .envelopes import slot
from .sdk import alike

SERIALIZER = EnvelopeSerializer(lenient=False)
CALF = {name: value for name, value in slot("calf").items() if name != "source"}
"""A slot of which the SDK knows everything."""


@pytest.mark.parametrize(
    ("document", "declared"),
    [
        ({"name": "HelpIntent", "slots": {"muscle": CALF}}, Intent),
        ({"muscle": CALF}, "dict(str, ask_sdk_model.slot.Slot)"),
        ([CALF, CALF], "list[ask_sdk_model.slot.Slot]"),
        ([["a", "b"], []], "list[list[str]]"),
        (True, bool),
    ],
)
def test_any_class_is_read_as_the_sdk_reads_it(document: object, declared: Any) -> None:
    text = json.dumps(document)

    assert alike(SERIALIZER.deserialize(text, declared), DefaultSerializer().deserialize(text, declared))


def test_any_class_is_written_as_the_sdk_writes_it() -> None:
    response = Response(card=SimpleCard(title="Cramps", content="Stretch."), should_end_session=True)

    assert alike(SERIALIZER.serialize(response), DefaultSerializer().serialize(response))


def test_the_parts_of_a_class_that_the_sdk_does_not_know_are_left_out() -> None:
    sent = {"name": "muscle", "confirmationStatus": "PERHAPS", "mood": "tense", "value": 7}

    assert SERIALIZER.deserialize(json.dumps(sent), Slot) == Slot(name="muscle")


@pytest.mark.parametrize("text", [None, "", "muscle", '{"name": NaN}', "{} {}", "\ufeff{}"])
@pytest.mark.parametrize("declared", [Slot, RequestEnvelope])
def test_what_is_not_json_is_refused(text: str | None, declared: type) -> None:
    with pytest.raises(Refused, match="the body is not JSON"):
        SERIALIZER.deserialize(text, declared)
