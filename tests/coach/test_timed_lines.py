"""Lines that break a silence."""

from itertools import cycle, pairwise

import pytest

from skill.coach.timed_lines import MAX_SILENCE, with_fillers


@pytest.mark.parametrize("end", [5.0, 9.0, 10.0, 27.0, 42.0])
@pytest.mark.parametrize("begin", [0.0, 4.0])
def test_it_is_never_silent_for_too_long(begin: float, end: float) -> None:
    half = (begin + end) / 2
    lines = with_fillers([(half, "Half-way.")], end, cycle(["Breathe.", "Easy."]), begin)
    times = [begin, *(elapsed for elapsed, _ in lines), end]
    assert times == sorted(times)
    assert all(after - before <= MAX_SILENCE for before, after in pairwise(times) if after > before)
    assert (half, "Half-way.") in lines


def test_the_fillers_take_turns_and_are_as_few_as_possible() -> None:
    assert with_fillers([], 27.0, cycle(["Breathe.", "Easy."])) == [(9.0, "Breathe."), (18.0, "Easy.")]
    assert with_fillers([], 9.0, cycle(["Breathe."])) == []
