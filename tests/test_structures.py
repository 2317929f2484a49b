"""Documents become dataclasses strictly, with every misfit, or forgivingly."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from math import inf
from typing import Annotated, Any

import pytest

from skill.structures import (
    EveryMember,
    Limits,
    Misfit,
    Misread,
    Rule,
    exact_converter,
    forgiven,
    structured,
)

Text = Annotated[str, Rule(str.strip, "a text")]


class Leg(StrEnum):
    RIGHT = "right"
    LEFT = "left"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


@dataclass(frozen=True, kw_only=True)
class Hold:
    seconds: Annotated[float, Limits(5, 45)]
    leg: Leg | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    title: Text = "a title"
    count: int = 0
    share: float = 0.0
    on: bool = False
    day: date | None = None
    leg: Leg = Leg.RIGHT
    level: Level = Level.LOW
    words: Annotated[tuple[Text, ...], Rule(bool, "a list of texts")] = ("a",)
    ids: frozenset[str] = frozenset()
    holds: tuple[Hold, ...] = ()
    names: dict[str, Text] = field(default_factory=dict)
    legs: dict[Leg, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Legs:
    names: Annotated[dict[Leg, Text], EveryMember]


STRICT = exact_converter(forbid_extra_keys=True)
LAX = exact_converter(forbid_extra_keys=False)


def misfits(document: object, type_: type[Any] = Document) -> list[Misfit]:
    with pytest.raises(Misread) as raised:
        structured(STRICT, document, type_)
    return list(raised.value.misfits)


def test_values_are_taken_as_the_types_that_they_have() -> None:
    read = structured(
        STRICT,
        {
            "share": 1,
            "day": date(2026, 11, 23),
            "leg": "left",
            "level": 2,
            "ids": ["x", "y", "x"],
            "holds": [{"seconds": 5}, {"seconds": 45.0, "leg": "right"}],
            "names": {"a": "A"},
            "legs": {"left": "left one"},
        },
        Document,
    )
    assert read == Document(
        share=1.0,
        day=date(2026, 11, 23),
        leg=Leg.LEFT,
        level=Level.HIGH,
        ids=frozenset({"x", "y"}),
        holds=(Hold(seconds=5.0), Hold(seconds=45.0, leg=Leg.RIGHT)),
        names={"a": "A"},
        legs={Leg.LEFT: "left one"},
    )
    assert read.leg is Leg.LEFT
    assert read.level is Level.HIGH
    assert all(isinstance(leg, Leg) for leg in read.legs)


@pytest.mark.parametrize(
    ("field_", "value", "message"),
    [
        ("title", 5, "a text belongs here"),
        ("title", " ", "a text belongs here"),
        ("count", "5", "a whole number belongs here"),
        ("count", True, "a whole number belongs here"),
        ("count", 1.0, "a whole number belongs here"),
        ("share", "1", "a number belongs here"),
        ("share", inf, "a number belongs here"),
        ("share", True, "a number belongs here"),
        ("on", 1, "true or false belongs here"),
        ("day", "2026-11-23", "a date belongs here"),
        ("day", datetime(2026, 11, 23, 10), "a date belongs here"),
        ("leg", "middle", "one of right, left belongs here"),
        ("leg", ["right"], "one of right, left belongs here"),
        ("level", 3, "one of 1, 2 belongs here"),
        ("level", True, "one of 1, 2 belongs here"),
        ("words", "a", "a list belongs here"),
        ("words", [], "a list of texts belongs here"),
        ("ids", "xy", "a list belongs here"),
        ("holds", {}, "a list belongs here"),
        ("names", [], "a table belongs here"),
        ("legs", "right", "a table belongs here"),
        ("stray", 1, "nothing reads this field"),
    ],
)
def test_anything_else_is_a_misfit_that_says_what_belongs_there(
    field_: str, value: object, message: str
) -> None:
    assert misfits({field_: value}) == [Misfit((field_,), message)]


def test_a_document_that_is_no_table() -> None:
    assert misfits("x") == [Misfit((), "a table belongs here")]


def test_every_misfit_is_told_with_its_path() -> None:
    found = misfits(
        {
            "words": ["a", 5, ""],
            "holds": [{"seconds": 5}, {"seconds": 50, "leg": "x"}, {"length": 5}, "x"],
            "names": {"a": 1},
            "legs": {"middle": "m", "left": 1},
            "on": 0,
        }
    )
    assert set(found) == {
        Misfit(("words", 1), "a text belongs here"),
        Misfit(("words", 2), "a text belongs here"),
        Misfit(("holds", 1, "seconds"), "5 to 45 belong here"),
        Misfit(("holds", 1, "leg"), "one of right, left belongs here"),
        Misfit(("holds", 2, "seconds"), "is missing: a number belongs here"),
        Misfit(("holds", 2, "length"), "nothing reads this field"),
        Misfit(("holds", 3), "a table belongs here"),
        Misfit(("names", "a"), "a text belongs here"),
        Misfit(("legs", "middle"), "nothing reads this field"),
        Misfit(("legs", "left"), "a text belongs here"),
        Misfit(("on",), "true or false belongs here"),
    }


def test_of_every_member_none_may_be_missing() -> None:
    assert misfits({"names": {"left": "l"}}, Legs) == [
        Misfit(("names", "right"), "is missing: a text belongs here")
    ]
    assert misfits({}, Legs) == [Misfit(("names",), "is missing: a table belongs here")]


def test_a_hook_may_tell_of_several_misfits_or_of_none() -> None:
    @dataclass(frozen=True)
    class Holder:
        hold: Hold

    def reading(*told: Misfit) -> list[Misfit]:
        converter = exact_converter(forbid_extra_keys=True)

        def take(value: object, _: object) -> Hold:
            raise Misread(told)

        converter.register_structure_hook(Hold, take)
        with pytest.raises(Misread) as raised:
            structured(converter, {"hold": {}}, Holder)
        return list(raised.value.misfits)

    assert reading(Misfit(("a",), "x"), Misfit(("b", 1), "y")) == [
        Misfit(("hold", "a"), "x"),
        Misfit(("hold", "b", 1), "y"),
    ]
    assert reading() == []


def test_a_forgiving_reading_drops_what_makes_no_sense() -> None:
    given = {
        "title": 5,
        "count": 3,
        "words": ["a", 5, "b"],
        "ids": ["x", 1],
        "names": {"a": 1, "b": "B"},
        "leg": "middle",
        "stray": 1,
    }
    assert forgiven(LAX, given, Document) == Document(
        count=3, words=("a", "b"), ids=frozenset({"x"}), names={"b": "B"}
    )
    assert forgiven(LAX, "x", Document) == Document()
