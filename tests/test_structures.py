"""Documents read as dataclasses: every misfit is told with its place."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from skill.structures import Misread, exact_converter, structured


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Wall:
    colour: Colour
    height: float


@dataclass(frozen=True)
class House:
    walls: list[Wall]
    floors: int


CONVERTER = exact_converter(forbid_extra_keys=True)


def test_a_choice_becomes_a_member_of_its_enum() -> None:
    wall = structured(CONVERTER, {"colour": "red", "height": 2}, Wall)
    assert wall.colour is Colour.RED


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ([], "fields belong here: walls, floors"),
        ({"floors": "2"}, "walls: is missing; floors: a whole number belongs here"),
        ({"walls": ["red"], "floors": 1}, "walls.0: fields belong here: colour, height"),
        ({"walls": {}, "floors": 1}, "walls: a list belongs here"),
        (
            {"walls": [{"colour": "green", "height": True}], "floors": 1},
            "walls.0.colour: one of red, blue belongs here; walls.0.height: a number belongs here",
        ),
        ({"walls": [], "floors": 1, "roof": 1}, "roof: nothing reads this field"),
    ],
)
def test_every_misfit_is_told_with_its_place(document: object, told: str) -> None:
    with pytest.raises(Misread) as misread:
        structured(CONVERTER, document, House)
    assert str(misread.value) == told
