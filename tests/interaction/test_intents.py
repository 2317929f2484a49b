"""What an intent's name means."""

import pytest

from skill.interaction.intents import Intent, meant


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("WhyCrampsIntent", Intent.WHY_CRAMPS),
        ("AMAZON.PauseIntent", Intent.PAUSE),
        ("PauseIntent", Intent.PAUSE),
        ("WaitIntent", Intent.PAUSE),
        ("EnoughIntent", Intent.STOP),
        ("AMAZON.CancelIntent", Intent.CANCEL),
        ("AMAZON.FallbackIntent", Intent.FALLBACK),
    ],
)
def test_a_name_with_amazons_prefix_or_without_has_one_meaning(name: str, meaning: Intent) -> None:
    assert meant(name) is meaning


@pytest.mark.parametrize(
    "name", ["", "AMAZON.", "HummingIntent", "AMAZON.MoreIntent", "PAUSE", "pauseintent"]
)
def test_an_unknown_name_is_words_that_are_not_understood(name: str) -> None:
    assert meant(name) is Intent.FALLBACK
