"""Every class of the SDK's model, random documents and objects of them, and what is alike."""

import copy
import importlib
import pkgutil
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, StrEnum
from functools import cache
from typing import Any, NamedTuple

import ask_sdk_model

DEEPEST = 3
"""The levels of models in each other, after which only values without members are made."""

MOMENTS = (
    "2026-11-22T21:57:48Z",
    "2026-11-22T21:57:48.123456+05:30",
    "2026-02-28T23:59:59-08:00",
    "2026-11-22T21:57:48",
    "2026-11-22",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999-23:59",
    "20261122T215748Z",
    "2026-W01-1",
)
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    10**400,
    1.5,
    1e300,
    "",
    "odd",
    "\ud800",
    [],
    {},
    [None],
    {"a": None},
)
"""Values that hardly any type has room for."""

NAMES = ("type", "@type", "object_type", "to_dict", "__class__", "new")
"""Names of members that a document may have and the SDK's class may not."""


NOT_IN_THE_SDK = ("ask_sdk_model.services.reminder_management.alert_info_spoken_info.SpokenInfo",)
"""The types that the SDK declares by a name that it does not have, so that it cannot read them."""


class Point(NamedTuple):
    """A tuple with names, which is written as a plain one."""

    x: int
    y: float


class Shade(StrEnum):
    """An enum whose members are text, and are written as they are."""

    DARK = "dark"


@cache
def models() -> tuple[Any, ...]:
    """Every class that describes its attributes."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(ask_sdk_model.__path__, "ask_sdk_model.")
    ]
    found = [
        kind
        for module in modules
        for kind in vars(module).values()
        if isinstance(kind, type)
        and kind.__module__ == module.__name__
        and hasattr(kind, "deserialized_types")
    ]
    return tuple(sorted(found, key=name_of))


def name_of(model: type) -> str:
    return f"{model.__module__}.{model.__name__}"


def attributes_of(model: Any) -> list[tuple[str, str]]:
    """The attributes of a class with their declared types."""
    declared: dict[str, str] = model.deserialized_types
    return [(attribute, kind) for attribute, kind in declared.items() if kind not in NOT_IN_THE_SDK]


def load(name: str) -> Any:
    module, _, class_name = name.rpartition(".")
    return getattr(importlib.import_module(module), class_name)


def kinds_of(model: Any) -> list[str]:
    """The discriminators of a class: its own, or for one without an own, those of its subclasses."""
    kinds: dict[str, str] = getattr(model, "discriminator_value_class_map", {})
    return [kind for kind, name in kinds.items() if name == name_of(model)] or list(kinds)


def odd(chance: random.Random) -> Any:
    return copy.deepcopy(chance.choice(ODD))


def anything(chance: random.Random, depth: int = 0) -> Any:
    """A JSON value without a type."""
    if depth < DEEPEST and chance.random() < 0.3:
        several = [anything(chance, depth + 1) for _ in range(chance.randrange(4))]
        return (
            several if chance.random() < 0.5 else {f"k{number}": item for number, item in enumerate(several)}
        )
    return odd(chance)


def document(chance: random.Random, declared: str, depth: int = 0) -> Any:
    """A JSON value of a type, as the SDK declares it."""
    several = range(chance.randrange(3)) if depth <= DEEPEST else range(0)
    if declared.startswith("list["):
        return [document(chance, declared[5:-1], depth) for _ in several]
    if declared.startswith("dict("):
        item = declared[5:-1].partition(", ")[2]
        return {f"k{number}": document(chance, item, depth) for number in several}
    if declared == "object":
        return anything(chance)
    if declared in PLAIN:
        return chance.choice(PLAIN[declared])
    model = load(declared)
    if issubclass(model, Enum):
        return chance.choice([member.value for member in model])
    told = {}
    if kinds := kinds_of(model):
        kind = chance.choice(kinds)
        told = {model.json_discriminator_key: kind}
        model = load(model.discriminator_value_class_map[kind])
    made = {
        model.attribute_map[attribute]: document(chance, item, depth + 1)
        for attribute, item in attributes_of(model)
        if chance.random() < (0.7 if depth < DEEPEST else 0.1)
    }
    return made | told


PLAIN: dict[str, tuple[Any, ...]] = {
    "str": ("", "calf", "\u00e9\ud800", "2026-11-22T21:57:48Z"),
    "bool": (True, False),
    "int": (0, -7, 10**30),
    "float": (0.5, -1e300, 7, 10**30),
    "datetime": MOMENTS,
}


def spoil(chance: random.Random, value: Any) -> None:
    """Put something odd somewhere into a document."""
    place = chance.choice(list(places(value)) or [{}])
    if isinstance(place, list):
        place.insert(chance.randint(0, len(place)), odd(chance))
    elif place and chance.random() < 0.8:
        place[chance.choice(list(place))] = odd(chance)
    else:
        place[chance.choice(NAMES)] = odd(chance)


def places(value: Any) -> Iterator[Any]:
    """Every object and list in a document."""
    if isinstance(value, dict | list):
        yield value
        for member in value.values() if isinstance(value, dict) else value:
            yield from places(member)


def an_object(chance: random.Random, declared: str, depth: int = 0) -> Any:
    """A value of a type, as a handler might make it for a response."""
    several = range(chance.randrange(3)) if depth <= DEEPEST else range(0)
    if declared.startswith("list["):
        items = [an_object(chance, declared[5:-1], depth) for _ in several]
        return chance.choice([items, tuple(items), [*items, None]])
    if declared.startswith("dict("):
        item = declared[5:-1].partition(", ")[2]
        return {f"k{number}": an_object(chance, item, depth) for number in several}
    if declared in ("object", "datetime"):
        return chance.choice(WRITABLE)
    if declared in PLAIN:
        return chance.choice((*PLAIN[declared], None))
    model = load(declared)
    if issubclass(model, Enum):
        return chance.choice(list(model))
    if kinds_of(model):
        model = load(model.discriminator_value_class_map[chance.choice(kinds_of(model))])
    made = model()
    for attribute, item in attributes_of(model):
        if chance.random() < (0.7 if depth < DEEPEST else 0.1):
            setattr(made, attribute, an_object(chance, item, depth + 1))
    return made


WRITABLE: tuple[Any, ...] = (
    None,
    True,
    7,
    0.5,
    b"bytes",
    "text",
    date(2026, 11, 22),
    datetime(2026, 11, 22, 21, 57, tzinfo=UTC),
    datetime(2026, 11, 22, 21, 57, 48, 5, tzinfo=timezone(timedelta(hours=-8))),
    datetime(2026, 11, 22),
    Decimal("7.00"),
    Decimal("0.25"),
    Point(1, 0.5),
    Shade.DARK,
    [1, (Decimal(2), None), {"a": [None, {}]}],
    {"a": date(2026, 1, 1), 7: Shade.DARK, None: (1,)},
)


def alike(one: Any, other: Any) -> bool:
    """True if both are of the same classes and values throughout, in the same order.

    Moments are alike when they name the same time in the same zone, whichever class the zone is of.
    """
    if type(one) is not type(other):
        return False
    if isinstance(one, datetime):
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(alike(one[key], other[key]) for key in one)
    if hasattr(one, "deserialized_types"):
        return alike(vars(one), vars(other))
    return bool(one == other)
