"""What people say to a routine, in words that nobody foresaw: tests/utterances/routines.yaml.

The wordings were written without sight of the samples. The simulator's ear stands in for Alexa's.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from skill.interaction.intents import meant
from skill.simulator.hearing import Hearing

WORDINGS: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).parents[1] / "utterances" / "routines.yaml").read_text(encoding="utf-8")
)
INTENTS = {
    "pause": "PauseIntent",
    "stop": "StopIntent CancelIntent",
    "resume": "ResumeIntent YesIntent",
    "next": "NextIntent",
    "previous": "PreviousIntent",
    "repeat": "RepeatIntent",
    "repeat_stretch": "RepeatStretchIntent",
    "start_over": "StartOverIntent",
    "how_long_left": "HowLongLeftIntent",
    "which_one": "WhichStretchIntent",
    "slower": "SlowerIntent",
    "faster": "FasterIntent",
    "shorter": "ShorterIntent",
    "longer": "LongerIntent",
    "less_talk": "LessTalkIntent",
    "more_talk": "MoreTalkIntent",
    "one_side": "OneSideIntent",
    "other_side": "OtherSideIntent",
    "no_thing": "MissingThingIntent",
    "cannot_reach": "CannotReachIntent",
    "why_this": "WhyThisIntent",
    "that_hurts": "ThatHurtsIntent SymptomIntent",
    "dizzy": "ThatHurtsIntent SymptomIntent",
    "list_routines": "ListRoutinesIntent",
    "how_to": "HowToIntent",
    "play_through": "PlayThroughIntent",
    "step_by_step": "StepByStepIntent",
}
"""Command to the intents that mean it; any other one starts a routine."""
LEADING_ON = {"ResumeIntent", "NextIntent", "YesIntent", "LongerIntent", "FasterIntent", "StartRoutineIntent"}
LEAST = 0.70
"""Share of the wordings that must be heard as what was meant."""


@pytest.fixture(scope="module")
def heard(hearing: Hearing) -> dict[str, str]:
    """What each wording was heard as: the intent's name without Amazon's prefix."""
    names = {
        words: hearing.hear(words, one_shot=False).intent.removeprefix("AMAZON.")
        for wordings in WORDINGS.values()
        for words in wordings
    }
    return {words: meant(name) for words, name in names.items()}


def test_most_of_what_is_said_to_a_routine_is_heard(
    heard: dict[str, str], tell: Callable[[str], None]
) -> None:
    said = [(command, words) for command, wordings in WORDINGS.items() for words in wordings]
    misses = [
        f"{command}: {words!r} was heard as {heard[words]}"
        for command, words in said
        if heard[words] not in INTENTS.get(command, "StartRoutineIntent").split()
    ]
    tell(f"{len(misses)} of {len(said)} things said to a routine were not heard as meant")
    assert len(said) >= 500
    assert len(misses) <= (1 - LEAST) * len(said), misses


@pytest.mark.parametrize("command", ["stop", "that_hurts", "dizzy", "pause"])
def test_nobody_who_wants_to_stop_or_is_in_pain_is_led_on(command: str, heard: dict[str, str]) -> None:
    assert len(WORDINGS[command]) >= 10
    assert [words for words in WORDINGS[command] if heard[words] in LEADING_ON] == []
