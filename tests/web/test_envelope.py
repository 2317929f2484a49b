"""What is an envelope and what is not, and that newer ones than the SDK knows are answered."""

import json
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from ask_sdk_model import Request

from .conftest import Alexa, json_of
from .envelopes import (
    GONE,
    OTHER_SKILL_ID,
    Json,
    changed,
    envelope,
    intent_request,
    nested,
    request,
    slot,
    timestamp,
    without_session,
)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SPEAKS = ("LaunchRequest", "IntentRequest")
NEEDS_AN_INTENT = ("IntentRequest", "CanFulfillIntentRequest")
KNOWN = sorted(Request.discriminator_value_class_map)
TOO_OLD_OR_NEW = "Timestamp verification failed"
NO_INTENT = "the IntentRequest has no intent"
ANOTHER_SHAPE = "the request does not have the shape of its type"
NOT_FOR_EVENTS = {"outputSpeech", "card", "reprompt", "shouldEndSession"}


def refusal(alexa: Alexa, document: object) -> str:
    """The short reason with which it got 400, and nothing else."""
    response = alexa.send(document)
    answer = json_of(response)
    assert response.status_code == 400, answer
    assert list(answer) == ["error"]
    reason: str = answer["error"]
    assert len(reason) < 100
    return reason


def speech(alexa: Alexa, document: object) -> str:
    """What is said to a request that is answered."""
    response = alexa.send(document)
    answer = json_of(response)
    assert response.status_code == 200, answer
    assert answer["version"] == "1.0"
    said: str = answer["response"]["outputSpeech"]["ssml"]
    return said


def answered(alexa: Alexa, document: object) -> Json:
    """The response to a request that is answered."""
    response = alexa.send(document)
    answer = json_of(response)
    assert response.status_code == 200, answer
    assert answer["version"] == "1.0"
    given: Json = answer["response"]
    return given


# Not an envelope


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"   ", id="blank"),
        pytest.param(b"\xff\xfe\x00", id="binary"),
        pytest.param(json.dumps(envelope()).encode("utf-16"), id="UTF-16"),
        pytest.param(json.dumps(envelope()).replace("en-US", "caf\xe9").encode("latin-1"), id="Latin-1"),
        pytest.param(
            json.dumps(envelope()).replace("en-US", "\ud800").encode("utf-8", "surrogatepass"), id="half"
        ),
        pytest.param(b"Alexa, open leg cramp coach", id="words"),
        pytest.param(b"<xml/>", id="XML"),
        pytest.param(json.dumps(envelope()).encode()[:-1], id="cut short"),
        pytest.param(json.dumps(envelope()).encode() * 2, id="twice"),
        pytest.param(json.dumps(envelope()).replace("1200", "NaN").encode(), id="NaN"),
        pytest.param(json.dumps(envelope()).replace("1200", "-Infinity").encode(), id="Infinity"),
        pytest.param(json.dumps(envelope()).replace("1200", "9" * 5000).encode(), id="endless number"),
        pytest.param(b"[" * 100_000, id="deep, never closed"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, id="deep"),
        pytest.param(b'{"request":' * 20_000 + b"1" + b"}" * 20_000, id="deep object"),
    ],
)
def test_a_body_that_is_not_json_gets_400(alexa: Alexa, body: bytes) -> None:
    response = alexa.send_bytes(body)

    assert response.status_code == 400
    assert list(json_of(response)) == ["error"]


@pytest.mark.parametrize("document", [None, True, 0, 1.5, "", "request", [], [envelope()], {}])
def test_json_that_is_not_an_envelope_gets_400(alexa: Alexa, document: object) -> None:
    reason = "the body has no request" if document == {} else "the body is not a JSON object"
    assert refusal(alexa, document) == reason


@pytest.mark.parametrize("value", [GONE, None, "IntentRequest", 7, True, [], [request("LaunchRequest")], {}])
def test_without_a_request_it_gets_400(alexa: Alexa, value: object) -> None:
    reason = "the request has no type" if value == {} else "the body has no request"
    assert refusal(alexa, changed(envelope(), "request", value)) == reason


@pytest.mark.parametrize("value", [GONE, None, "", 7, True, ["IntentRequest"], {"type": "IntentRequest"}])
def test_without_a_type_it_gets_400(alexa: Alexa, value: object) -> None:
    assert refusal(alexa, changed(envelope(), "request/type", value)) == "the request has no type"


@pytest.mark.parametrize("kind", ["IntentRequest", "SessionEndedRequest", "Alexa.Future.Thing"])
@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda now: GONE, id="none"),
        pytest.param(lambda now: None, id="null"),
        pytest.param(lambda now: "", id="empty"),
        pytest.param(lambda now: "now", id="a word"),
        pytest.param(lambda now: 1_790_000_000, id="a number"),
        pytest.param(lambda now: {"time": now}, id="an object"),
        pytest.param(lambda now: now.removesuffix("Z"), id="no zone"),
        pytest.param(lambda now: now[:10], id="a day"),
        pytest.param(lambda now: f"{now}Z", id="two zones"),
    ],
)
def test_without_a_timestamp_and_its_zone_it_gets_400(
    alexa: Alexa, kind: str, written: Callable[[str], object]
) -> None:
    sent = {**intent_request(), "type": kind}
    document = changed(envelope(sent), "request/timestamp", written(timestamp()))

    assert refusal(alexa, document) == "the request has no timestamp with its zone"


def test_a_timestamp_whose_zone_counts_seconds_is_no_error(alexa: Alexa) -> None:
    odd = datetime.now(UTC).isoformat().replace("+00:00", "+00:00:01")

    assert alexa.send(changed(envelope(), "request/timestamp", odd)).status_code in (200, 400)


@pytest.mark.parametrize("kind", ["IntentRequest", "SessionEndedRequest", "Alexa.Future.Thing"])
@pytest.mark.parametrize("late", [151 * SECOND, -152 * SECOND, 59 * MINUTE, timedelta(days=400)])
def test_a_request_from_another_time_gets_400(alexa: Alexa, kind: str, late: timedelta) -> None:
    sent = {**intent_request(), "type": kind, "timestamp": timestamp(late)}

    assert refusal(alexa, envelope(sent)) == TOO_OLD_OR_NEW


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_timestamp_at_the_ends_of_time_gets_400(alexa: Alexa, moment: str) -> None:
    assert refusal(alexa, changed(envelope(), "request/timestamp", moment)) == TOO_OLD_OR_NEW


@pytest.mark.parametrize("late", [145 * SECOND, -145 * SECOND])
def test_a_request_may_be_a_little_late_or_early(alexa: Alexa, late: timedelta) -> None:
    assert speech(alexa, changed(envelope(), "request/timestamp", timestamp(late)))


@pytest.mark.parametrize("hours", [2, -8])
def test_a_timestamp_may_be_in_any_zone(alexa: Alexa, hours: int) -> None:
    elsewhere = (datetime.now(UTC) + timedelta(hours=hours)).replace(tzinfo=None).isoformat()
    sign = "+" if hours > 0 else "-"
    there = f"{elsewhere}{sign}{abs(hours):02}:00"

    assert speech(alexa, changed(envelope(), "request/timestamp", there))


@pytest.mark.parametrize("kind", ["AlexaSkillEvent.SkillEnabled", "AlexaSkillEvent.SomethingNew"])
def test_a_skill_event_may_be_an_hour_late_and_no_later(alexa: Alexa, kind: str) -> None:
    on_time = without_session(request(kind) | {"timestamp": timestamp(59 * MINUTE)})
    too_late = without_session(request(kind) | {"timestamp": timestamp(61 * MINUTE)})
    too_early = without_session(request(kind) | {"timestamp": timestamp(-61 * MINUTE)})

    assert answered(alexa, on_time) == {}
    assert refusal(alexa, too_late) == refusal(alexa, too_early) == TOO_OLD_OR_NEW


@pytest.mark.parametrize("kind", ["AlexaSkillEventful", "Alexa.SkillEvent.SkillEnabled", "alexaskillevent.x"])
def test_what_only_sounds_like_a_skill_event_may_not(alexa: Alexa, kind: str) -> None:
    late = without_session(request(kind) | {"timestamp": timestamp(59 * MINUTE)})

    assert refusal(alexa, late) == TOO_OLD_OR_NEW


@pytest.mark.parametrize("kind", ["IntentRequest", "Alexa.Future.Thing"])
@pytest.mark.parametrize(
    "path",
    [
        "context",
        "context/System",
        "context/System/application",
        "context/System/application/applicationId",
    ],
)
@pytest.mark.parametrize(
    "value", [GONE, None, "", 7, [], {}], ids=["gone", "null", "empty", "7", "list", "{}"]
)
def test_without_an_application_id_in_its_context_it_gets_400(
    alexa: Alexa, kind: str, path: str, value: object
) -> None:
    document = changed(envelope({**intent_request(), "type": kind}), path, value)

    assert refusal(alexa, document) == "the context has no application id"


@pytest.mark.parametrize("kind", ["IntentRequest", "Alexa.Future.Thing"])
@pytest.mark.parametrize(
    ("place", "reason"),
    [("context/System", "the request is for another skill"), ("session", "the session is another skill's")],
)
def test_a_request_for_another_skill_gets_400(alexa: Alexa, kind: str, place: str, reason: str) -> None:
    good = envelope({**intent_request(), "type": kind})

    assert refusal(alexa, changed(good, f"{place}/application/applicationId", OTHER_SKILL_ID)) == reason


@pytest.mark.parametrize("change", [str.upper, lambda name: name + " ", lambda name: name[:-1]])
def test_an_application_id_that_only_resembles_this_skills_gets_400(
    alexa: Alexa, change: Callable[[str], str]
) -> None:
    path = "context/System/application/applicationId"
    own = envelope()["context"]["System"]["application"]["applicationId"]

    assert refusal(alexa, changed(envelope(), path, change(own))) == "the request is for another skill"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("request/intent", GONE),
        ("request/intent", None),
        ("request/intent", "AMAZON.HelpIntent"),
        ("request/intent", []),
        ("request/intent", {}),
        ("request/intent/name", GONE),
        ("request/intent/name", None),
        ("request/intent/name", ""),
        ("request/intent/name", 7),
        ("request/intent/name", ["AMAZON.HelpIntent"]),
        ("request/intent/slots", []),
        ("request/intent/slots", "calf"),
        ("request/intent/slots/muscle", "calf"),
        ("request/intent/slots/muscle", []),
        ("request/intent/slots/muscle", 7),
        ("request/intent/slots/muscle/value", {}),
        ("request/intent/slots/muscle/value", 7),
        ("request/intent/slots/muscle/resolutions", []),
        ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority", {}),
        ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority/0", "calf"),
        ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority/0/status", "OK"),
        ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority/0/values", {}),
        ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority/0/values/0/value", "calf"),
        ("request/locale", 7),
        ("request/locale", ["en-US"]),
        ("request/requestId", {}),
    ],
)
def test_an_intent_of_another_shape_than_its_type_has_gets_400(
    alexa: Alexa, path: str, value: object
) -> None:
    assert speech(alexa, envelope())
    assert refusal(alexa, changed(envelope(), path, value)) in (NO_INTENT, ANOTHER_SHAPE)


@pytest.mark.parametrize(
    ("kind", "members"),
    [
        ("SessionEndedRequest", {"error": "died"}),
        ("AudioPlayer.PlaybackStarted", {"token": 7}),
        ("AudioPlayer.PlaybackStopped", {"offsetInMilliseconds": "soon"}),
        ("AudioPlayer.PlaybackStopped", {"offsetInMilliseconds": True}),
        ("AudioPlayer.PlaybackFailed", {"error": []}),
        ("AudioPlayer.PlaybackFailed", {"currentPlaybackState": "x"}),
        ("Alexa.Presentation.APL.UserEvent", {"arguments": "x"}),
        ("Connections.Response", {"status": "200"}),
    ],
)
def test_any_known_request_of_another_shape_than_its_type_has_gets_400(
    alexa: Alexa, kind: str, members: Json
) -> None:
    assert refusal(alexa, envelope(request(kind, **members))) == ANOTHER_SHAPE


def test_a_request_that_can_be_fulfilled_needs_its_intent(alexa: Alexa) -> None:
    document = envelope(request("CanFulfillIntentRequest"))

    assert refusal(alexa, document) == "the CanFulfillIntentRequest has no intent"


# Newer than the SDK


NEW_THINGS = [
    ("context/Alexa.Future.State", {"type": "New", "values": [1, {"a": None}]}),
    ("context/System/device/supportedInterfaces/Alexa.Future", {"maxVersion": "9"}),
    ("context/System/device/supportedInterfaces/Alexa.Presentation.APL/runtime", {"maxVersion": "2099.1"}),
    ("context/System/unit", {"unitId": "u", "persistentUnitId": "p", "more": 1}),
    ("context/System/person", {"personId": "p", "authenticationConfidenceLevel": {"level": 900, "new": {}}}),
    ("context/System/application/extra", {"x": 1}),
    ("context/AudioPlayer/playerActivity", "REWINDING"),
    ("context/AudioPlayer/playerActivity", 7),
    ("context/AudioPlayer/playerActivity", ["PLAYING"]),
    ("context/AudioPlayer", "gone"),
    ("context/AudioPlayer/offsetInMilliseconds", 12.5),
    ("context/AudioPlayer/offsetInMilliseconds", "soon"),
    ("context/Viewport/shape", "HEXAGON"),
    ("context/Viewport/mode", "HOLOGRAM"),
    ("context/Viewport/touch", ["DOUBLE", 7, None]),
    ("context/Viewport/keyboard", ["DIRECTION", "THOUGHT"]),
    ("context/Viewport/experiences", {"none": 1}),
    ("context/Viewport/video", {"codecs": ["H_264_42", "AV9"]}),
    ("context/Viewports/0/type", "HOLOGRAM"),
    ("context/Viewports/0/shape", "HEXAGON"),
    ("context/Viewports/0", "APL"),
    ("context/Viewports", {"type": "APL"}),
    ("context/Geolocation/locationServices", {"access": "MAYBE", "status": "WALKING"}),
    ("context/Geolocation/coordinate/latitudeInDegrees", "north"),
    ("context/Geolocation/coordinate/latitudeInDegrees", 10**400),
    ("context/Display", {"token": 7}),
    ("context/Extensions", {"available": {"aplext:new:1": {"x": 1}}}),
    ("context/Alexa.Presentation.APL", {"version": "9", "componentsVisibleOnScreen": [{"type": "new"}]}),
    ("context/Alexa.Presentation.APL", {"componentsVisibleOnScreen": [{"uid": {}, "tags": {"viewport": 7}}]}),
    ("request/dialogState", "PAUSED"),
    ("request/dialogState", 7),
    ("request/intent/confirmationStatus", "PERHAPS"),
    ("request/intent/certainty", 0.7),
    ("request/intent/slots/muscle/confirmationStatus", "PERHAPS"),
    ("request/intent/slots/muscle/source", "GUESS"),
    ("request/intent/slots/muscle/resolutions/resolutionsPerAuthority/0/status/code", "ER_NEARLY"),
    ("request/intent/slots/muscle/slotValue/type", "Tree"),
    ("request/intent/slots/muscle/slotValue/resolutions/resolutionsPerAuthority/0/status/code", "ER_NEARLY"),
    (
        "request/intent/slots/muscle/slotValue",
        {"type": "List", "values": [{"type": "Tree"}, {"type": "Simple"}]},
    ),
    ("request/intent/slots/muscle/slotValue", {}),
    ("request/certificationParam", "12345"),
    ("certificationParam", {"certificationParam": [1, 2]}),
    ("session/certificationParam", "12345"),
    ("version", "2.0"),
    ("session/new", "perhaps"),
    ("session/user/permissions", {"scopes": {"alexa::all": {"status": "ASKED"}}}),
    *[
        (f"{place}{name}", value)
        for place in ("", "session/", "context/", "context/System/", "request/", "request/intent/")
        for name, value in [
            ("to_dict", "x"),
            ("to_str", None),
            ("deserialized_types", {"request": "os.system"}),
            ("attribute_map", {"request": "session"}),
            ("discriminator_value_class_map", {"IntentRequest": "os.system"}),
            ("supports_multiple_types", True),
            ("get_real_child_model", 7),
            ("__class__", "x"),
            ("__dict__", {}),
            ("self", 1),
        ]
    ],
]


@pytest.mark.parametrize(("path", "value"), NEW_THINGS, ids=[path for path, _ in NEW_THINGS])
def test_what_the_sdk_does_not_know_is_left_out_and_the_rest_is_answered(
    alexa: Alexa, path: str, value: object
) -> None:
    expected = speech(alexa, envelope())

    assert speech(alexa, changed(envelope(), path, value)) == expected


@pytest.mark.parametrize("locale", ["xx-YY", "", "en", "klingon", "\ud800"])
def test_a_locale_that_is_new_is_answered(alexa: Alexa, locale: str) -> None:
    assert speech(alexa, changed(envelope(), "request/locale", locale))


def test_a_request_may_be_as_short_as_its_type_allows(alexa: Alexa) -> None:
    application = {"applicationId": envelope()["session"]["application"]["applicationId"]}
    short = {
        "context": {"System": {"application": application}},
        "request": {
            "type": "IntentRequest",
            "timestamp": timestamp(),
            "intent": {"name": "AMAZON.HelpIntent"},
        },
    }

    assert speech(alexa, short)


NEEDED = {
    "request",
    "request/type",
    "request/timestamp",
    "request/intent",
    "request/intent/name",
    "context",
    "context/System",
    "context/System/application",
    "context/System/application/applicationId",
    "session/application/applicationId",
}


def paths_of(value: Any, before: str = "") -> list[str]:
    """Every place in a document."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    found = []
    for name, member in members:
        path = f"{before}{name}"
        found += [path, *paths_of(member, f"{path}/")]
    return found


@pytest.mark.parametrize("path", [path for path in paths_of(envelope()) if path not in NEEDED])
def test_whatever_is_optional_may_be_null_or_missing(alexa: Alexa, path: str) -> None:
    assert speech(alexa, changed(envelope(), path, None))
    assert speech(alexa, changed(envelope(), path, GONE))


@pytest.mark.parametrize(
    "kind",
    ["Alexa.Future.Thing", "IntentRequest2", "intentrequest", "Request", " ", "😀", "\ud800", "x" * 5000],
)
def test_a_request_of_an_unknown_type_gets_an_empty_response(alexa: Alexa, kind: str) -> None:
    sent = request(kind, intent="odd", locale=7, requestId=[], payload={"a": [None]})

    assert answered(alexa, envelope(sent)) == {}
    assert answered(alexa, without_session(sent)) == {}


@pytest.mark.parametrize(
    "reason", ["USER_INITIATED", "ERROR", "EXCEEDED_MAX_REPROMPTS", "TIRED", "", None, 7, ["ERROR"], GONE]
)
@pytest.mark.parametrize(
    "error",
    [GONE, None, {"type": "ENDPOINT_TIMEOUT", "message": "late"}, {"type": "NEW_TYPE"}, {"type": 7}, {}],
)
def test_the_end_of_a_session_for_any_reason_gets_an_empty_response(
    alexa: Alexa, reason: object, error: object
) -> None:
    ended = envelope(request("SessionEndedRequest", reason=None, error=None))

    assert answered(alexa, changed(changed(ended, "request/reason", reason), "request/error", error)) == {}


@pytest.mark.parametrize("with_session", [True, False], ids=["in a session", "without one"])
@pytest.mark.parametrize("kind", KNOWN)
def test_a_request_of_every_type_is_answered_with_speech_only_where_that_is_allowed(
    alexa: Alexa, kind: str, with_session: bool
) -> None:
    members = {"intent": {"name": "AMAZON.HelpIntent"}} if kind in NEEDS_AN_INTENT else {}
    sent = {"type": kind, "timestamp": timestamp(), **members}
    response = answered(alexa, envelope(sent) if with_session else without_session(sent))

    if kind in SPEAKS:
        assert "outputSpeech" in response
    else:
        assert not NOT_FOR_EVENTS & set(response)


# Nonsense in what the skill itself once sent


NONSENSE = [
    None,
    True,
    -1,
    10**30,
    1.5,
    "",
    "calf",
    "\ud800",
    "<b>&",
    [],
    [None],
    [7, {"a": 1}],
    {},
    {"a": [1]},
]
INTENTS = [
    "Help",
    "Yes",
    "No",
    "Repeat",
    "Next",
    "Previous",
    "Resume",
    "Pause",
    "StartOver",
    "Fallback",
    "Stop",
]


@pytest.mark.parametrize(
    "sent",
    [None, "x", 7, [], [{"asked": "tip"}], {"": 1}, nested(200)],
    ids=["null", "text", "number", "list", "list of one", "no name", "deep"],
)
def test_session_attributes_that_are_none_are_dropped(alexa: Alexa, sent: object) -> None:
    expected = speech(alexa, envelope())

    assert speech(alexa, envelope(attributes=sent)) == expected


@pytest.mark.parametrize("depth", [50, 300])
def test_a_session_attribute_that_is_nothing_but_deep_is_dropped(
    alexa: Alexa, attributes: Mapping[str, Any], depth: int
) -> None:
    expected = speech(alexa, envelope())

    for name in attributes:
        assert speech(alexa, envelope(attributes={name: nested(depth)})) == expected, name


@pytest.mark.parametrize("count", [2, pytest.param(len(NONSENSE), marks=pytest.mark.slow)])
@pytest.mark.parametrize("intent", INTENTS)
def test_nonsense_anywhere_in_the_session_attributes_is_answered(
    alexa: Alexa, intent: str, count: int, attributes: Mapping[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    chance = random.Random(intent)
    paths = paths_of(attributes)
    assert len(paths) > len(attributes)  # What is in an attribute is changed as well.
    for path in paths:
        for value in chance.sample(NONSENSE, count):
            sent = changed(dict(attributes), path, value)
            assert speech(alexa, envelope(intent_request(f"AMAZON.{intent}Intent"), attributes=sent)), path
    assert caplog.records == []  # No handler failed, to be apologised for.


def test_session_attributes_that_are_deeper_than_the_sdk_can_copy_are_dropped(
    alexa: Alexa, attributes: Mapping[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    for name in attributes:
        body = json.dumps(envelope(attributes={name: []})).replace(
            f'"{name}": []', f'"{name}": {"[" * 450}{"]" * 450}'
        )

        response = alexa.send_bytes(body.encode())
        assert "outputSpeech" in json_of(response)["response"]
    assert caplog.records == []


def test_session_attributes_without_end_in_depth_get_400(alexa: Alexa) -> None:
    body = json.dumps(envelope(attributes={})).replace('"attributes": {}', '"attributes": ' + "[" * 9999)

    assert alexa.send_bytes(body.encode()).status_code == 400


def slot_value_in_itself(depth: int) -> Json:
    value: Json = slot("calf")["slotValue"]
    for _ in range(depth):
        value = {"type": "List", "values": [value]}
    return changed(envelope(), "request/intent/slots/muscle/slotValue", value)


def test_a_slot_may_have_several_values_in_lists(alexa: Alexa) -> None:
    assert speech(alexa, slot_value_in_itself(3))


@pytest.mark.parametrize("depth", [60, 100, 150, 300])
def test_slot_values_in_each_other_without_end_are_no_error(alexa: Alexa, depth: int) -> None:
    assert alexa.send(slot_value_in_itself(depth)).status_code in (200, 400)


@pytest.mark.parametrize(
    "value",
    ["2026-W01-1", "2026-W01", "2026-01-01T00:00:00+00:00:30", "20260101", "yesterday", "", "0" * 400],
)
def test_an_odd_time_of_an_event_is_left_out(alexa: Alexa, value: str) -> None:
    event = request("AlexaSkillEvent.SkillEnabled", eventCreationTime=value, eventPublishingTime=value)

    assert answered(alexa, without_session(event)) == {}
