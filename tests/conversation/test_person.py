"""What memory keeps of a person: as it was written by every version, and read with care."""

import json
from datetime import date
from typing import Any

import pytest

from skill.coach.place import Place
from skill.coach.plan import Pace
from skill.conversation.state.person import Person, Unfinished, read_person, write_person
from tests.conversation.defaults import at_their_default

KEPT = {
    "welcomed": True,
    "tips": ["toes_up", "covers"],
    "disclaimed": True,
    "pace": "slow",
    "unfinished": {"routine": "desk", "place": [2, 1, 3], "day": "2026-11-22"},
    "finished": {"bedtime-in-bed": 3},
    "straight": False,
    "failed": "2026-11-20",
}
"""The JSON in the database. What is stored there by an earlier version has to be read by this one."""
PERSON = Person(
    welcomed=True,
    tips=["toes_up", "covers"],
    disclaimed=True,
    pace=Pace.SLOW,
    unfinished=Unfinished("desk", Place(2, 1, 3), date(2026, 11, 22)),
    finished={"bedtime-in-bed": 3},
    plays_through=False,
    playback_failed=date(2026, 11, 20),
)


def test_what_is_kept_is_written_and_read_as_it_always_was() -> None:
    # What is left at its default would be read whether or not it was kept.
    assert at_their_default(PERSON) == []
    assert json.loads(json.dumps(write_person(PERSON))) == KEPT
    assert read_person(KEPT) == PERSON


def test_somebody_of_whom_nothing_is_kept_is_new() -> None:
    assert read_person({}) == Person()


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize(
    "nonsense",
    [7, -1.5, "the moon", ["desk"], {"routine": "desk"}, [[]], pytest.param(10**400, id="endless")],
)
def test_a_field_that_makes_no_sense_is_dropped_alone(name: str, nonsense: Any) -> None:
    person = read_person(KEPT | {name: nonsense})
    read = write_person(person)
    assert {other: read[other] for other in KEPT if other != name} == {
        other: kept for other, kept in KEPT.items() if other != name
    }
    assert read[name] in (write_person(Person())[name], nonsense)
