"""How long speech takes."""

import pytest

from skill.voice.speech import Pause
from skill.voice.timing import seconds, text_seconds

SPOKEN = {
    "Let's do it in bed. You'll want a towel or a belt. It takes about six minutes.": 4.5,
    "Say pause or skip any time. If anything hurts, stop.": 3.5,
    "First, toes up. Lie back, legs straight, heels resting.": 3.8,
    "Good. Now the towel. Loop it around your right foot, knee straight.": 3.8,
}
"""Sentences, and the seconds in which a neural voice spoke them."""


@pytest.mark.parametrize(("text", "spoken"), SPOKEN.items())
def test_the_estimate_is_near_what_a_voice_needed(text: str, spoken: float) -> None:
    assert text_seconds(text) == pytest.approx(spoken, rel=0.2)


def test_pauses_count_as_they_are() -> None:
    assert seconds(("Hold.", Pause(10), "Let go.")) == pytest.approx(
        10 + text_seconds("Hold.") + text_seconds("Let go.")
    )


def test_nothing_takes_no_time() -> None:
    assert seconds(()) == 0
