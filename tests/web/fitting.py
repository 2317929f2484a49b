"""What is left out of a document before the SDK reads it, described plainly, to hold the reading against."""

import json
import sys
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from ask_sdk_core.serialize import DefaultSerializer

from .sdk import load, name_of

PRIMITIVES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "bool": (bool,),
    "int": (int,),
    "float": (int, float),
}
NOTHING = object()
"""The result for a value that is left out."""


class MisfitError(Exception):
    """A value has another shape than the SDK declares."""


def as_the_sdk_reads(document: Any, model: type, *, strict: bool) -> Any:
    """Return the object that the SDK makes of what fits, or None. Raises MisfitError only if strict."""
    fitted = Fitting(strict).fit(document, name_of(model))
    return None if fitted is NOTHING else DefaultSerializer().deserialize(json.dumps(fitted), model)


class Fitting:
    """The fitting of a document, which raises for a misfit if strict, and leaves it out otherwise."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict

    def misfit(self) -> Any:
        if self.strict:
            raise MisfitError
        return NOTHING

    def fit(self, value: Any, declared: str) -> Any:
        if value is None:
            return NOTHING
        if declared == "object":
            return value if depth_within(value, 8) else NOTHING
        if declared in PRIMITIVES:
            return value if is_primitive(value, declared) else self.misfit()
        if declared == "datetime":
            return moment(value)
        if declared.startswith("list["):
            if not isinstance(value, list):
                return self.misfit()
            items = [self.fit(item, declared[5:-1]) for item in value]
            return [item for item in items if item is not NOTHING]
        if declared.startswith("dict("):
            kind = declared[5:-1].partition(", ")[2]
            return (
                self.members(value, dict.fromkeys(value, kind)) if isinstance(value, dict) else self.misfit()
            )
        model = load(declared)
        if issubclass(model, Enum):
            return value if value in [member.value for member in model] else NOTHING
        return self.model(value, model)

    def members(self, value: dict[str, Any], declared: dict[str, str]) -> Any:
        fitted = {name: self.fit(value.get(name), kind) for name, kind in declared.items()}
        return {name: item for name, item in fitted.items() if item is not NOTHING}

    def model(self, value: Any, model: Any) -> Any:
        if not isinstance(value, dict):
            return self.misfit()
        kinds = getattr(model, "discriminator_value_class_map", None)
        if kinds is not None:
            kind = value.get(model.json_discriminator_key)
            if not isinstance(kind, str) or kind not in kinds:
                return NOTHING
            model = load(kinds[kind])
        types = model.deserialized_types
        return self.members(
            value, {name: types[attribute] for attribute, name in model.attribute_map.items()}
        )


def is_primitive(value: Any, declared: str) -> bool:
    if declared == "float" and isinstance(value, int) and abs(value) > sys.float_info.max:
        return False
    # To Python True is an int as well.
    return isinstance(value, PRIMITIVES[declared]) and (isinstance(value, bool) == (declared == "bool"))


def moment(value: Any) -> Any:
    try:
        read = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return NOTHING
    return NOTHING if (read.utcoffset() or timedelta()) % timedelta(minutes=1) else read.isoformat()


def depth_within(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return depth > 0 and all(depth_within(item, depth - 1) for item in value)
