"""The sides of stretches that are left to do from a place on."""

import pytest

from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan, Side, steps_of
from skill.coach.planned import PlannedRoutine, StretchSide
from skill.knowledge.library import Library
from skill.knowledge.stretches import Sides

ROUTINE = "bedtime-in-bed"


@pytest.fixture
def planned(library: Library) -> PlannedRoutine:
    return planned_for(Plan(ROUTINE), library)


def planned_for(plan: Plan, library: Library) -> PlannedRoutine:
    routine = library.routines[plan.routine]
    steps = steps_of(plan, routine, library.stretches)
    return PlannedRoutine(routine, plan, steps, library.phrases.coaching)


def places(sides: list[StretchSide]) -> list[Place]:
    return [each.start for each in sides]


def two_sided(planned: PlannedRoutine) -> int:
    """The index of the first step that is done on both sides."""
    return next(index for index, step in planned.steps.items() if step.stretch.sides is Sides.EACH)


def test_from_the_opening_every_stretch_is_done_on_all_its_sides(planned: PlannedRoutine) -> None:
    sides = list(planned.sides_from(OPENING))
    assert {each.start.step for each in sides} == set(planned.steps)
    assert places(sides) == sorted(places(sides))
    index = two_sided(planned)
    assert [each.side for each in sides if each.start.step == index] == [Side.RIGHT, Side.LEFT]
    assert not any(each.resumed for each in sides)


def test_a_stretch_is_resumed_only_where_it_had_begun(planned: PlannedRoutine) -> None:
    index = two_sided(planned)
    for start, resumed in ((Place(index), False), (Place(index, 0, 2), True), (Place(index, 1), True)):
        first, *others = planned.sides_from(start)
        assert (first.start, first.resumed) == (start, resumed)
        assert not any(each.resumed for each in others)


def test_a_side_that_the_plan_has_no_more_gives_way_to_the_one_that_it_has(library: Library) -> None:
    one_leg = planned_for(Plan(ROUTINE, side=Side.LEFT), library)
    index = two_sided(one_leg)
    first = next(one_leg.sides_from(Place(index, 1, 2)))
    assert (first.side, first.start, first.resumed) == (Side.LEFT, Place(index, 0), False)


def test_a_question_between_two_stretches_is_asked_before_the_first_side_of_the_second(
    library: Library,
) -> None:
    planned = planned_for(Plan("cramp-now"), library)
    asked = [(each.start.step, each.ask) for each in planned.sides_from(OPENING) if each.ask]
    assert asked == [
        (index, before.ask)
        for index, before in zip(list(planned.steps)[1:], planned.steps.values(), strict=False)
        if before.ask
    ]
    assert asked
