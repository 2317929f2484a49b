"""The JSON that a device sends to a skill: the envelope with the session, the context and the request."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from skill.simulator.values import HeardSlot

Kind = Literal["dot", "show", "bare"]
"""The kind of a device. dot: a speaker that plays audio. show: a speaker with a screen. bare: only speech."""

_AUDIO: dict[str, Any] = {"AudioPlayer": {}}
_SCREEN: dict[str, Any] = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
_INTERFACES: dict[Kind, dict[str, Any]] = {"dot": _AUDIO, "show": _AUDIO | _SCREEN, "bare": {}}


@dataclass(frozen=True)
class Sender:
    """The device, the person and the skill that a request is about."""

    kind: Kind
    locale: str
    user: str
    application_id: str

    @property
    def plays_audio(self) -> bool:
        """True if the device has an audio player."""
        return "AudioPlayer" in _INTERFACES[self.kind]

    def envelope(
        self, request: dict[str, Any], player: dict[str, Any], session: dict[str, Any] | None
    ) -> dict[str, Any]:
        """Return the envelope of a request.

        player: the state of the audio player. session: the object that `session` returns, or None.
        """
        envelope: dict[str, Any] = {"version": "1.0"}
        if session is not None:
            envelope["session"] = session
        return envelope | {"context": self._context(player), "request": request}

    def session(self, session_id: str, attributes: dict[str, Any], *, new: bool) -> dict[str, Any]:
        """Return the session object of an envelope."""
        return {
            "new": new,
            "sessionId": session_id,
            "application": {"applicationId": self.application_id},
            "attributes": attributes,
            "user": {"userId": self.user},
        }

    def request(self, request_type: str, fields: Mapping[str, Any], moment: datetime) -> dict[str, Any]:
        """Return the request object of an envelope, with these fields and this moment as its timestamp."""
        return {
            "type": request_type,
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "timestamp": _timestamp(moment),
            "locale": self.locale,
            **fields,
        }

    def intent(
        self, name: str, declared: Mapping[str, str], filled: Mapping[str, HeardSlot]
    ) -> dict[str, Any]:
        """Return the intent object of a request, with every declared slot. declared: slot to its type."""
        intent: dict[str, Any] = {"name": name, "confirmationStatus": "NONE"}
        if declared:
            intent["slots"] = {slot: self._slot(slot, filled.get(slot)) for slot in declared}
        return intent

    def _slot(self, name: str, heard: HeardSlot | None) -> dict[str, Any]:
        slot: dict[str, Any] = {"name": name, "confirmationStatus": "NONE"}
        if heard is None:
            return slot
        resolved: dict[str, Any] = {}
        # Amazon's own slot types come without resolutions.
        if not heard.type.startswith("AMAZON."):
            authority: dict[str, Any] = {
                "authority": f"amzn1.er-authority.echo-sdk.{self.application_id}.{heard.type}",
                "status": {"code": "ER_SUCCESS_NO_MATCH"},
            }
            if heard.id is not None:
                authority["status"] = {"code": "ER_SUCCESS_MATCH"}
                authority["values"] = [{"value": {"name": heard.name, "id": heard.id}}]
            resolved = {"resolutions": {"resolutionsPerAuthority": [authority]}}
        value = {"type": "Simple", "value": heard.value, **resolved}
        return slot | {"value": heard.value, "source": "USER", **resolved, "slotValue": value}

    def _context(self, player: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = {
            "System": {
                "application": {"applicationId": self.application_id},
                "user": {"userId": self.user},
                "device": {
                    "deviceId": f"amzn1.ask.device.SIMULATED.{self.kind}",
                    "supportedInterfaces": _INTERFACES[self.kind],
                },
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "simulated",
            }
        }
        if self.plays_audio:
            context["AudioPlayer"] = player
        if self.kind == "show":
            context |= _viewport()
        return context


def _timestamp(moment: datetime) -> str:
    exact = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")


def _viewport() -> dict[str, Any]:
    # An Echo Show 8's screen, as in
    # https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-viewport-property.html
    shown = {"pixelWidth": 1280, "pixelHeight": 800, "dpi": 160}
    return {
        "Viewport": {
            "experiences": [
                {"arcMinuteWidth": 346, "arcMinuteHeight": 216, "canRotate": False, "canResize": False}
            ],
            "mode": "HUB",
            "shape": "RECTANGLE",
            "pixelWidth": shown["pixelWidth"],
            "pixelHeight": shown["pixelHeight"],
            "dpi": shown["dpi"],
            "currentPixelWidth": shown["pixelWidth"],
            "currentPixelHeight": shown["pixelHeight"],
            "touch": ["SINGLE"],
            "video": {"codecs": ["H_264_42", "H_264_41"]},
        },
        "Viewports": [
            {
                "type": "APL",
                "id": "main",
                "shape": "RECTANGLE",
                "dpi": shown["dpi"],
                "presentationType": "STANDARD",
                "canRotate": False,
                "configuration": {
                    "current": {
                        "mode": "HUB",
                        "size": {
                            "type": "DISCRETE",
                            "pixelWidth": shown["pixelWidth"],
                            "pixelHeight": shown["pixelHeight"],
                        },
                    }
                },
            }
        ],
    }
