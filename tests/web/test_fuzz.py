"""A good envelope with something wrong in it, hundreds of times."""

import copy
import json
import logging
import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from flask import Flask

from skill.knowledge.library import Library

from .conftest import json_of
from .envelopes import Json, envelope, intent_request, nested, request, slot, without_session

SEED = 20261122

NAMES = [
    "type", "intent", "name", "slots", "muscle", "value", "values", "resolutions",
    "resolutionsPerAuthority", "status", "code", "slotValue", "session", "attributes", "new", "user",
    "userId", "application", "applicationId", "context", "System", "device", "supportedInterfaces",
    "AudioPlayer", "Viewport", "Viewports", "Geolocation", "coordinate", "latitudeInDegrees",
    "eventCreationTime", "timestamp", "locale", "error", "reason",
    "token", "offsetInMilliseconds", "arguments", "source",
    "certificationParam", "to_dict", "deserialized_types", "attribute_map", "__class__", "id",
]  # fmt: skip
WORDS = [
    "IntentRequest", "LaunchRequest", "SessionEndedRequest", "AlexaSkillEvent.SkillEnabled",
    "AudioPlayer.PlaybackStarted", "Alexa.Presentation.APL.UserEvent", "CanFulfillIntentRequest",
    "Simple", "List", "APL", "APLT", "ER_SUCCESS_MATCH", "calf",
    "AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.NextIntent",
    "AMAZON.RepeatIntent", "AMAZON.FallbackIntent", "en-GB", "xx", "2026-01-01T00:00:00Z", "2026-01-01",
]  # fmt: skip
MOVES = ["Next", "Previous", "Pause", "Resume", "Repeat", "StartOver", "No"]
ODD: list[Any] = [
    None, True, False, 0, 1, -1, 9999, 2**63, 10**400, 0.5, -1e308, "", " ", "\0", "\ud800", "😀", "<speak>&",
    "{emergency}", "x" * 9000, [], {}, [None], [[]], {"": {}}, nested(12), nested(120),
]  # fmt: skip


def good(chance: random.Random, attributes: Mapping[str, Any]) -> Json:
    intent = chance.choice(["AMAZON.HelpIntent", "AMAZON.YesIntent", "AMAZON.RepeatIntent", "CrampNowIntent"])
    several = {"type": "List", "values": [slot("calf")["slotValue"]]}
    return chance.choice(
        [
            envelope(intent_request(intent, muscle=slot("calf")), attributes=dict(attributes)),
            envelope(intent_request(f"AMAZON.{chance.choice(MOVES)}Intent"), attributes=dict(attributes)),
            envelope(intent_request(intent, muscle=slot("calf") | {"slotValue": several})),
            envelope(request("LaunchRequest")),
            envelope(request("SessionEndedRequest", reason="ERROR", error={"type": "INVALID_RESPONSE"})),
            without_session(
                request("AlexaSkillEvent.SkillEnabled", eventCreationTime="2026-01-01T00:00:00Z")
            ),
            without_session(request("AudioPlayer.PlaybackStopped", token="t", offsetInMilliseconds=7)),
        ]
    )


def anything(chance: random.Random, names: list[str], words: list[str]) -> Any:
    kind = chance.randrange(10)
    if kind < 5:
        return copy.deepcopy(chance.choice(ODD))
    if kind < 8:
        return chance.choice(words)
    if kind == 8:
        return [anything(chance, names, words) for _ in range(chance.randrange(4))]
    return {chance.choice(names): anything(chance, names, words) for _ in range(chance.randrange(4))}


def places(value: Any) -> Iterator[Any]:
    """Every object and list in a document."""
    if isinstance(value, dict | list):
        yield value
        for member in value.values() if isinstance(value, dict) else value:
            yield from places(member)


def mutate(chance: random.Random, document: Json, names: list[str], words: list[str]) -> None:
    """Delete, replace or insert something somewhere."""
    place = chance.choice(list(places(document)))
    if isinstance(place, list):
        place.insert(chance.randint(0, len(place)), anything(chance, names, words))
        return
    change = chance.randrange(3)
    if change == 0 or not place:
        place[chance.choice(names)] = anything(chance, names, words)
    elif change == 1:
        place[chance.choice(list(place))] = anything(chance, names, words)
    else:
        del place[chance.choice(list(place))]


@pytest.mark.parametrize(
    ("seed", "mutations"), [(SEED, 600), pytest.param(SEED + 1, 20_000, marks=pytest.mark.slow)]
)
def test_whatever_is_wrong_with_an_envelope_it_is_answered_or_gets_400(
    seed: int,
    mutations: int,
    open_app: Flask,
    attributes: Mapping[str, Any],
    library: Library,
    caplog: pytest.LogCaptureFixture,
) -> None:
    chance = random.Random(seed)
    written = [name for place in places(dict(attributes)) if isinstance(place, dict) for name in place]
    names = [*NAMES, *written]
    words = [*WORDS, *library.phrases.questions, *library.routines]
    client = open_app.test_client()
    caplog.set_level(logging.ERROR)
    seen = set()
    for number in range(mutations):
        document = copy.deepcopy(good(chance, attributes))
        for _ in range(chance.choice([1, 1, 1, 2, 5])):
            mutate(chance, document, names, words)
        body = json.dumps(document)
        response = client.post("/alexa", data=body)
        answer = json_of(response)
        seen.add(response.status_code)
        assert response.status_code in (200, 400), f"mutation {number}: {body}"
        assert response.status_code == 400 or answer["version"] == "1.0"
        assert caplog.records == [], f"a handler failed at mutation {number}: {body}"
    assert seen == {200, 400}
