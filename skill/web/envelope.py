"""The reading of a request envelope from JSON, for an SDK that is older than the envelopes.

The SDK raises for a request type, a state or an enum value that Amazon has added since its last release. So
the parts of an envelope that the SDK's own description of its classes does not know are left out. A document
that is no envelope is refused.
"""

import json
from datetime import UTC, datetime
from typing import Any, NoReturn

from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Application, Context, IntentRequest, Request, RequestEnvelope, Session
from ask_sdk_model.canfulfill import CanFulfillIntentRequest
from ask_sdk_model.interfaces.system import SystemState

from skill.web.reading import Reading, moment_of
from skill.web.refusal import Refused
from skill.web.writing import Writing

_WITH_AN_INTENT = (IntentRequest, CanFulfillIntentRequest)


class UnknownRequest(Request):
    """A request of a type that this SDK does not know yet."""

    def __init__(self, object_type: str, timestamp: datetime, locale: str | None) -> None:
        self.object_type = object_type
        self.timestamp = timestamp
        self.locale = locale
        self.request_id = None


class SessionAttributes(dict[str, Any]):
    """The session attributes of one request, which the SDK copies before it hands them on.

    The body that they are read from is parsed for this request alone, so the copy may be the thing itself.
    """

    def __deepcopy__(self, _: dict[int, Any]) -> "SessionAttributes":
        return self


class EnvelopeSerializer(DefaultSerializer):
    """A serializer for the SDK, with which it reads envelopes that are newer than itself.

    It is a DefaultSerializer because the SDK's skill declares one. Both its methods are its own, and take a
    tenth of the time.

    lenient: True if a timestamp, context or application id may be missing or make no sense, as in the
    requests of test clients.
    """

    def __init__(self, *, lenient: bool) -> None:
        self._lenient = lenient
        self._reading = Reading(_leave_out)
        self._strict_reading = Reading(_refuse)
        self._writing = Writing()

    def serialize(self, obj: Any) -> Any:
        """Return an object of the SDK as dicts, lists and primitives."""
        return self._writing.write(obj)

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """Return an object of the SDK's class or type from JSON text.

        Raises Refused if the text is not JSON, or if a RequestEnvelope is wanted and it is not an envelope.
        """
        try:
            document = _parse(payload or "")
            if obj_type is RequestEnvelope:
                return self._envelope(_object(document, "the body is not a JSON object"))
            return self._reading.read(document, obj_type)
        except RecursionError:
            raise Refused("the body cannot be read") from None

    def _envelope(self, document: dict[str, Any]) -> RequestEnvelope:
        request = _object(document.get("request"), "the body has no request")
        kind = request.get("type")
        if not isinstance(kind, str) or not kind:
            raise Refused("the request has no type")
        timestamp = self._timestamp(request.get("timestamp"))
        session: Session | None = self._reading.read(document.get("session"), Session)
        if session is not None and session.attributes is not None:
            session.attributes = SessionAttributes(session.attributes)
        return RequestEnvelope(
            version="1.0",
            context=self._context(document.get("context")),
            session=session,
            request=self._request(kind, {**request, "timestamp": timestamp}),
        )

    def _timestamp(self, value: object) -> datetime:
        timestamp = moment_of(value)
        if timestamp is not None and timestamp.tzinfo is not None:
            return timestamp
        if not self._lenient:
            raise Refused("the request has no timestamp with its zone")
        return timestamp.replace(tzinfo=UTC) if timestamp else datetime.now(UTC)

    def _context(self, value: object) -> Context:
        context: Context = self._reading.read(value, Context) or Context()
        system = context.system = context.system or SystemState()
        if not (system.application and system.application.application_id):
            if not self._lenient:
                raise Refused("the context has no application id")
            system.application = Application(application_id="")
        return context

    def _request(self, kind: str, request: dict[str, Any]) -> Request:
        if kind not in Request.discriminator_value_class_map:
            return UnknownRequest(kind, request["timestamp"], _text_or_none(request.get("locale")))
        known: Request = self._strict_reading.read(request, Request)
        if isinstance(known, _WITH_AN_INTENT) and not (known.intent and known.intent.name):
            raise Refused(f"the {kind} has no intent")
        return known


def _parse(payload: str) -> Any:
    try:
        return _JSON.decode(payload)
    except (ValueError, RecursionError):
        raise Refused("the body is not JSON") from None


def _not_a_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


_JSON = json.JSONDecoder(parse_constant=_not_a_constant)


def _object(value: object, otherwise: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(otherwise)
    return value


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _leave_out() -> None:
    return None


def _refuse() -> NoReturn:
    raise Refused("the request does not have the shape of its type")
