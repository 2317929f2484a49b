"""What people say to a routine, in words that nobody foresaw: tests/utterances/routines.yaml.

The wordings were written without sight of the samples. The simulator's ear stands in for Alexa's.
"""

from collections.abc import Callable
from pathlib import Path

import yaml

from skill.interaction.intents import meant
from skill.interaction.model import InteractionModel
from skill.simulator.hearing import Hearing
from skill.simulator.samples import Heard

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
LEAST = 0.70
"""Share of the wordings that must be heard as what was meant."""


def _intent(heard: Heard) -> str:
    return meant(heard.intent)


def test_most_of_what_is_said_to_a_routine_is_heard(hearing: Hearing, tell: Callable[[str], None]) -> None:
    misses, count = [], 0
    for command, wordings in WORDINGS.items():
        for words in wordings:
            count += 1
            heard = _intent(hearing.hear(words, one_shot=False))
            if heard not in INTENTS.get(command, "StartRoutineIntent").split():
                misses.append(f"{command}: {words!r} was heard as {heard}")
    tell(f"{len(misses)} of {count} things said to a routine were not heard as meant")
    assert len(misses) <= (1 - LEAST) * count, misses


def test_nobody_who_wants_to_stop_or_is_in_pain_is_led_on(hearing: Hearing, model: InteractionModel) -> None:
    on = {"ResumeIntent", "NextIntent", "YesIntent", "LongerIntent", "FasterIntent", "StartRoutineIntent"}
    for command in ("stop", "that_hurts", "dizzy", "pause"):
        for words in WORDINGS[command]:
            assert _intent(hearing.hear(words, one_shot=False)) not in on, words
