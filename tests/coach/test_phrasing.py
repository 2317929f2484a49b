"""Texts with their gaps filled, and lengths of time in words."""

import pytest

from skill.coach.phrasing import filled, spoken_length
from skill.coach.plan import Side
from skill.knowledge.library import Library


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "ten seconds"),
        (30, "half a minute"),
        (55, "one minute"),
        (100, "a minute and a half"),
        (206, "three and a half minutes"),
        (260, "four minutes"),
        (391, "seven minutes"),
        (5000, "eighteen minutes"),
    ],
)
def test_a_length_is_told_in_half_minutes_at_first_and_then_in_minutes(
    seconds: float, words: str, library: Library
) -> None:
    assert spoken_length(seconds, library.phrases.coaching) == words


def test_the_leg_the_other_leg_and_the_support_are_named(library: Library) -> None:
    step = library.routines["desk"].steps[0]
    text = "{Side} foot forward, {other} foot back, left hand on {support}, {side} hand free."
    assert filled(text, step, Side.LEFT, library.phrases.coaching) == (
        f"Left foot forward, right foot back, left hand on {step.support or 'the wall'}, left hand free."
    )
