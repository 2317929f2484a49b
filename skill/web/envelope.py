"""The reading of a request envelope from JSON, for an SDK that is older than the envelopes.

The SDK raises for a request type, a state or an enum value that Amazon has added since its last release. So
an envelope is first compared with the SDK's own description of its classes, and the parts that these do not
know are left out. A document that is no envelope is refused.
"""

import importlib
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, NoReturn

from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import Request, RequestEnvelope

from skill.web.refusal import Refused

MAX_ATTRIBUTE_DEPTH = 8
"""The levels of lists and objects that a session attribute may have."""

_NEEDS_AN_INTENT = ("IntentRequest", "CanFulfillIntentRequest")
_PRIMITIVES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "long": (int,),
    "float": (int, float),
}


class UnknownRequest(Request):
    """A request of a type that this SDK does not know yet."""

    def __init__(self, object_type: str, timestamp: datetime, locale: str | None) -> None:
        self.object_type = object_type
        self.timestamp = timestamp
        self.locale = locale
        self.request_id = None


class EnvelopeSerializer(DefaultSerializer):
    """The SDK's serializer, made to read envelopes that are newer than the SDK.

    lenient: True if a timestamp, context or application id may be missing or make no sense, as in the
    requests of test clients.
    """

    def __init__(self, *, lenient: bool) -> None:
        self._lenient = lenient

    def deserialize(self, payload: str | None, obj_type: Any) -> Any:
        """Return a RequestEnvelope from JSON text. Raises Refused if the text is not an envelope."""
        try:
            return self._read(_parse(payload or ""), obj_type)
        except (SerializationException, RecursionError):
            raise Refused("the body cannot be read") from None

    def _read(self, document: dict[str, Any], obj_type: Any) -> RequestEnvelope:
        request = _object(document.get("request"), "the body has no request")
        kind = request.get("type")
        if not isinstance(kind, str) or not kind:
            raise Refused("the request has no type")
        timestamp = self._timestamp(request.get("timestamp"))
        known = kind in Request.discriminator_value_class_map
        fitted: dict[str, Any] = {
            "version": "1.0",
            "context": self._context(document.get("context")),
        }
        session = _fit(document.get("session"), "ask_sdk_model.session.Session", _drop)
        if session is not _NOTHING:
            fitted["session"] = session
        if known:
            fitted["request"] = _request(kind, request) | {"timestamp": timestamp.isoformat()}
        envelope: RequestEnvelope = super().deserialize(json.dumps(fitted), obj_type)
        if not known:
            envelope.request = UnknownRequest(
                object_type=kind, timestamp=timestamp, locale=_text_or_none(request.get("locale"))
            )
        return envelope

    def _timestamp(self, value: object) -> datetime:
        timestamp = _moment(value)
        if timestamp is not None and timestamp.tzinfo is not None:
            return timestamp
        if not self._lenient:
            raise Refused("the request has no timestamp with its zone")
        return timestamp.replace(tzinfo=UTC) if timestamp else datetime.now(UTC)

    def _context(self, value: object) -> dict[str, Any]:
        context = _fit(value, "ask_sdk_model.context.Context", _drop)
        if context is _NOTHING:
            context = {}
        system = context.setdefault("System", {})
        if not system.get("application", {}).get("applicationId"):
            if not self._lenient:
                raise Refused("the context has no application id")
            system["application"] = {"applicationId": ""}
        fitted: dict[str, Any] = context
        return fitted


def _parse(payload: str) -> dict[str, Any]:
    try:
        document = json.loads(payload, parse_constant=_not_a_constant)
    except (ValueError, RecursionError):
        raise Refused("the body is not JSON") from None
    return _object(document, "the body is not a JSON object")


def _not_a_constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are not JSON")


def _object(value: object, otherwise: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(otherwise)
    return value


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    # The SDK cannot read a zone with seconds, and there is no such zone.
    return None if (moment.utcoffset() or timedelta()) % timedelta(minutes=1) else moment


def _request(kind: str, request: dict[str, Any]) -> dict[str, Any]:
    fitted: dict[str, Any] = _fit(request, Request.discriminator_value_class_map[kind], _refuse)
    intent = fitted.get("intent")
    if kind in _NEEDS_AN_INTENT and not (isinstance(intent, dict) and intent.get("name")):
        raise Refused(f"the {kind} has no intent")
    return fitted


_NOTHING = object()
"""The result for a value that was dropped."""

_Misfit = Callable[[], object]
"""A function for a value of a shape that the SDK does not declare: it drops it, or refuses the request."""


def _drop() -> object:
    return _NOTHING


def _refuse() -> object:
    raise Refused("the request does not have the shape of its type")


def _fit(value: Any, declared: str, misfit: _Misfit) -> Any:
    """Return the parts of a value that the SDK can read, by its declared type. Without any it is _NOTHING."""
    if value is None:
        return _NOTHING
    if declared == "object":
        return value if _depth_within(value, MAX_ATTRIBUTE_DEPTH) else _NOTHING
    if declared in _PRIMITIVES:
        return value if _is_primitive(value, declared) else misfit()
    if declared in ("datetime", "date"):
        moment = _moment(value)
        return _NOTHING if moment is None else moment.isoformat()
    if declared.startswith("list["):
        return _fit_list(value, declared.removeprefix("list[")[:-1], misfit)
    if declared.startswith("dict("):
        return _fit_dict(value, declared.removeprefix("dict(")[:-1].partition(", ")[2], misfit)
    model = _load(declared)
    if issubclass(model, Enum):
        return value if value in [member.value for member in model] else _NOTHING
    return _fit_model(value, model, misfit)


def _is_primitive(value: Any, declared: str) -> bool:
    if declared == "float" and isinstance(value, int) and abs(value) > sys.float_info.max:
        return False
    # To Python True is an int as well.
    return isinstance(value, _PRIMITIVES[declared]) and (isinstance(value, bool) == (declared == "bool"))


def _fit_list(value: Any, declared: str, misfit: _Misfit) -> Any:
    if not isinstance(value, list):
        return misfit()
    fitted = (_fit(item, declared, misfit) for item in value)
    return [item for item in fitted if item is not _NOTHING]


def _fit_dict(value: Any, declared: str, misfit: _Misfit) -> Any:
    if not isinstance(value, dict):
        return misfit()
    fitted = {key: _fit(item, declared, misfit) for key, item in value.items()}
    return {key: item for key, item in fitted.items() if item is not _NOTHING}


def _fit_model(value: Any, model: Any, misfit: _Misfit) -> Any:
    if not isinstance(value, dict):
        return misfit()
    kinds = getattr(model, "discriminator_value_class_map", None)
    if kinds is not None:
        kind = value.get(model.json_discriminator_key)
        if not isinstance(kind, str) or kind not in kinds:
            return _NOTHING
        model = _load(kinds[kind])
    fitted = {
        name: _fit(value.get(name), model.deserialized_types[attribute], misfit)
        for attribute, name in model.attribute_map.items()
    }
    return {name: item for name, item in fitted.items() if item is not _NOTHING}


@cache
def _load(name: str) -> Any:
    module, _, class_name = name.rpartition(".")
    return getattr(importlib.import_module(module), class_name)


def _depth_within(value: object, depth: int) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return depth > 0 and all(_depth_within(item, depth - 1) for item in value)
