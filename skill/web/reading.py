"""The reading of the SDK's models from parsed JSON, in one walk that leaves out what the SDK does not know.

The SDK's classes describe themselves: each attribute's type and its name in JSON. A reader is made of that
description when a type is first seen, and then kept: importing and preparing all classes at the start would
take longer than the start itself.
"""

import importlib
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

from skill.web.made import Made

MAX_ATTRIBUTE_DEPTH = 8
"""The levels of lists and objects that a session attribute may have."""

Declared = str | type
"""A type as the SDK declares it: a class, its whole name, `list[...]` or `dict(str, ...)`."""

Reader = Callable[[Any], Any]
"""A function from a JSON value, which is not null, to the object it stands for. None leaves the value out."""

Misfit = Callable[[], None]
"""A function for a value of another shape than the SDK declares. It leaves the value out, or raises."""

_NATIVE: dict[str, type] = {
    "str": str,
    "bool": bool,
    "int": int,
    "long": int,
    "float": float,
    "datetime": datetime,
    "date": date,
    "object": object,
}
_HOLDERS = (dict, list)
_MINUTE = timedelta(minutes=1)


class Reading:
    """The readers of the SDK's types, with one answer to all misfits."""

    def __init__(self, misfit: Misfit) -> None:
        self._misfit = misfit
        self._readers = Made(self._reader)
        self._builders = Made(self._builder)

    def read(self, value: Any, declared: Declared) -> Any:
        """Return the object that a JSON value stands for. Without anything that the SDK knows, it is None."""
        return None if value is None else self._readers[declared](value)

    def _reader(self, declared: Declared) -> Reader:
        if isinstance(declared, str):
            if declared.startswith("list["):
                return self._list_reader(declared.removeprefix("list[")[:-1])
            if declared.startswith("dict("):
                return self._dict_reader(declared.removeprefix("dict(")[:-1].partition(", ")[2])
            declared = _load(declared)
        if declared in _READERS:
            return _READERS[declared]
        if declared is float:
            return self._read_float
        if declared in _NATIVE.values():
            return self._plain_reader(declared)
        if issubclass(declared, Enum):
            return _enum_reader(declared)
        if hasattr(declared, "discriminator_value_class_map"):
            return self._reader_of_kinds(declared)
        return self._builders[declared]

    def _plain_reader(self, kind: type) -> Reader:
        def read(value: Any) -> Any:
            # To Python True is an int as well.
            return value if type(value) is kind else self._misfit()

        return read

    def _read_float(self, value: Any) -> float | None:
        if type(value) is int and abs(value) <= sys.float_info.max:
            return float(value)
        return value if type(value) is float else self._misfit()

    def _list_reader(self, declared: str) -> Reader:
        read_item = self._readers[declared]

        def read(value: Any) -> list[Any] | None:
            if type(value) is not list:
                return self._misfit()
            return [item for sent in value if sent is not None and (item := read_item(sent)) is not None]

        return read

    def _dict_reader(self, declared: str) -> Reader:
        read_item = self._readers[declared]

        def read(value: Any) -> dict[str, Any] | None:
            if type(value) is not dict:
                return self._misfit()
            return {
                key: item
                for key, sent in value.items()
                if sent is not None and (item := read_item(sent)) is not None
            }

        return read

    def _reader_of_kinds(self, model: Any) -> Reader:
        """Return a reader for a class with subclasses. A member of the document tells the subclass."""
        discriminator, kinds = model.json_discriminator_key, model.discriminator_value_class_map

        def builder(kind: str) -> Reader:
            return self._builders[_load(kinds[kind])]

        builders = Made(builder)

        def read(document: Any) -> Any:
            if type(document) is not dict:
                return self._misfit()
            kind = document.get(discriminator)
            return builders[kind](document) if type(kind) is str and kind in kinds else None

        return read

    def _builder(self, model: Any) -> Reader:
        """Return a function that makes an object of exactly this class of a document."""
        names = model.attribute_map
        members = {
            names.get(attribute, attribute): (attribute, _NATIVE.get(declared), declared)
            for attribute, declared in model.deserialized_types.items()
        }
        readers = self._readers

        def build(document: Any) -> Any:
            if type(document) is not dict:
                return self._misfit()
            made = model()
            for name, value in document.items():
                member = members.get(name)
                if member is None or value is None:
                    continue
                attribute, native, declared = member
                if type(value) is native:
                    setattr(made, attribute, value)
                elif (known := readers[declared](value)) is not None:
                    setattr(made, attribute, known)
            return made

        return build


def moment_of(value: object) -> datetime | None:
    """Return the moment that an ISO 8601 text names, or None."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    offset = moment.utcoffset()
    # There is no zone with seconds.
    return None if offset and offset % _MINUTE else moment


def _day_of(value: object) -> date | None:
    moment = moment_of(value)
    return moment and moment.date()


def _enum_reader(enum: type[Enum]) -> Reader:
    members: dict[str, Enum] = {member.value: member for member in enum}

    def read(value: Any) -> Enum | None:
        return members.get(value) if type(value) is str else None

    return read


def _shallow(value: Any) -> Any:
    return value if not isinstance(value, _HOLDERS) or _depth_within(value, MAX_ATTRIBUTE_DEPTH) else None


def _depth_within(holder: Any, depth: int) -> bool:
    items = holder.values() if isinstance(holder, dict) else holder
    return depth > 0 and all(_depth_within(item, depth - 1) for item in items if isinstance(item, _HOLDERS))


_READERS: dict[type, Reader] = {datetime: moment_of, date: _day_of, object: _shallow}
"""The readers of the native types whose values are left out where they make no sense."""


def _load(name: str) -> type:
    if name in _NATIVE:
        return _NATIVE[name]
    module, _, class_name = name.rpartition(".")
    loaded: type = getattr(importlib.import_module(module), class_name)
    return loaded
