"""The writing of the SDK's models as values for JSON, with a writer for each class, made once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from skill.web.made import Made

Writer = Callable[[Any], Any]

_WRITTEN_AS_THEY_ARE = (str, int, float, bytes, type(None))


class Writing:
    """The writers of all classes of values."""

    def __init__(self) -> None:
        self._writers = Made(self._writer)

    def write(self, value: Any) -> Any:
        """Return the value as dicts, lists and primitives. Raises AttributeError for what is no model."""
        return self._writers[type(value)](value)

    def _writer(self, kind: type) -> Writer:
        if issubclass(kind, _WRITTEN_AS_THEY_ARE):
            return _as_it_is
        if issubclass(kind, list):
            return self._write_list
        if issubclass(kind, tuple):
            return self._write_tuple
        if issubclass(kind, date):
            return kind.isoformat
        if issubclass(kind, Enum):
            return _enum_value
        if issubclass(kind, Decimal):
            return _number
        if issubclass(kind, dict):
            return self._write_dict
        return self._model_writer(kind)

    def _write_list(self, items: list[Any]) -> list[Any]:
        writers = self._writers
        return [writers[type(item)](item) for item in items]

    def _write_tuple(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self._write_list(list(items)))

    def _write_dict(self, items: dict[Any, Any]) -> dict[Any, Any]:
        writers = self._writers
        return {key: writers[type(item)](item) for key, item in items.items()}

    def _model_writer(self, model: Any) -> Writer:
        names = getattr(model, "attribute_map", {})
        members = [(attribute, names.get(attribute, attribute)) for attribute in model.deserialized_types]
        writers = self._writers

        def write(made: Any) -> dict[str, Any]:
            return {
                name: writers[type(value)](value)
                for attribute, name in members
                if (value := getattr(made, attribute)) is not None
            }

        return write


def _as_it_is(value: Any) -> Any:
    return value


def _enum_value(member: Enum) -> Any:
    return member.value


def _number(decimal: Decimal) -> int | float:
    return int(decimal) if decimal % 1 == 0 else float(decimal)
