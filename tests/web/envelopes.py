"""Envelopes as Alexa's service writes them, and ways to change one thing in them."""

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

Json = dict[str, Any]

SKILL_ID = "amzn1.ask.skill.00000000-0000-4000-8000-000000000000"
OTHER_SKILL_ID = "amzn1.ask.skill.11111111-1111-4111-8111-111111111111"
USER_ID = "amzn1.ask.account.SOMEBODY"

GONE: Any = object()
"""The value that `changed` deletes a member with."""


def timestamp(late: timedelta = timedelta()) -> str:
    """So long ago, as Alexa writes it."""
    return (datetime.now(UTC) - late).strftime("%Y-%m-%dT%H:%M:%SZ")


def request(kind: str, **members: Any) -> Json:
    return {"type": kind, "requestId": "r-1", "timestamp": timestamp(), "locale": "en-US", **members}


def intent_request(name: str = "AMAZON.HelpIntent", **slots: Any) -> Json:
    intent = {"name": name, "confirmationStatus": "NONE", "slots": slots}
    return request("IntentRequest", dialogState="COMPLETED", intent=intent)


def slot(said: str) -> Json:
    """The slot `muscle` as it is when something was heard and matched."""
    value = {"value": {"name": said, "id": "calf"}}
    matched = {"authority": "a", "status": {"code": "ER_SUCCESS_MATCH"}, "values": [value]}
    return {
        "name": "muscle",
        "value": said,
        "confirmationStatus": "NONE",
        "source": "USER",
        "resolutions": {"resolutionsPerAuthority": [matched]},
        "slotValue": {"type": "Simple", "value": said, "resolutions": {"resolutionsPerAuthority": [matched]}},
    }


def envelope(sent: Json | None = None, *, attributes: Any = GONE) -> Json:
    """A request in a session, from a device with a screen: the members that Alexa sends today."""
    user = {"userId": USER_ID}
    application = {"applicationId": SKILL_ID}
    session = {"new": False, "sessionId": "s-1", "application": application, "user": user}
    if attributes is not GONE:
        session["attributes"] = attributes
    whole = {
        "version": "1.0",
        "session": session,
        "context": {
            "System": {
                "application": application,
                "user": user,
                "device": {
                    "deviceId": "amzn1.ask.device.SOME",
                    "supportedInterfaces": {
                        "AudioPlayer": {},
                        "Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}},
                    },
                },
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "token",
            },
            "AudioPlayer": {"offsetInMilliseconds": 1200, "token": "t", "playerActivity": "STOPPED"},
            "Geolocation": {
                "locationServices": {"access": "ENABLED", "status": "RUNNING"},
                "timestamp": "2026-11-22T21:57:48Z",
                "coordinate": {"latitudeInDegrees": 38.2, "longitudeInDegrees": 28.3, "accuracyInMeters": 12},
            },
            "Viewport": {
                "experiences": [{"arcMinuteWidth": 246, "arcMinuteHeight": 144, "canRotate": False}],
                "shape": "RECTANGLE",
                "pixelWidth": 1024,
                "pixelHeight": 600,
                "dpi": 160,
                "touch": ["SINGLE"],
            },
            "Viewports": [
                {"type": "APL", "id": "main", "shape": "RECTANGLE", "dpi": 160, "canRotate": False}
            ],
        },
        "request": sent if sent is not None else intent_request(muscle=slot("calf")),
    }
    unshared: Json = json.loads(json.dumps(whole))  # A change in one place must not be one in another.
    return unshared


def without_session(sent: Json) -> Json:
    """An event or a request of the audio player: those come without a session."""
    return changed(envelope(sent), "session", GONE)


def changed(document: Json, path: str, value: Any) -> Json:
    """The document with another value at a path as `request/intent/name`. GONE deletes."""
    document = copy.deepcopy(document)
    *folders, last = path.split("/")
    place: Any = document
    for name in folders:
        place = place[int(name) if isinstance(place, list) else name]
    key: Any = int(last) if isinstance(place, list) else last
    if value is GONE:
        del place[key]
    else:
        place[key] = value
    return document


def nested(depth: int) -> list[Any]:
    """A list in a list in a list."""
    value: list[Any] = []
    for _ in range(depth - 1):
        value = [value]
    return value
