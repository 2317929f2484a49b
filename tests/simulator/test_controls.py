import pytest

from skill.simulator.controls import playback_intent


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("pause", "Pause"),
        ("Alexa, pause the music please", "Pause"),
        ("pause that", "Pause"),
        ("resume", "Resume"),
        ("keep going", "Resume"),
        ("next track", "Next"),
        ("skip", "Next"),
        ("go back", "Previous"),
        ("previous", "Previous"),
        ("repeat that", "Repeat"),
        ("say that again", "Repeat"),
        ("start over", "StartOver"),
        ("start again", "StartOver"),
        ("loop on", "LoopOn"),
        ("loop off", "LoopOff"),
        ("shuffle", "ShuffleOn"),
        ("turn off shuffle", "ShuffleOff"),
        ("stop", "Stop"),
        ("stop playing", "Stop"),
        ("cancel", "Cancel"),
    ],
)
def test_words_for_the_player_mean_a_built_in_intent(words: str, intent: str) -> None:
    assert playback_intent(words) == f"AMAZON.{intent}Intent"


@pytest.mark.parametrize(
    "words",
    ["", "start", "next stretch", "help", "yes", "what causes leg cramps", "stop the train to london"],
)
def test_other_words_mean_nothing_to_it(words: str) -> None:
    assert playback_intent(words) is None
