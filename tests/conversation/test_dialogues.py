"""Whole conversations, written down in tests/dialogues."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.simulator.device import Answer, Device
from tests.household import Household, Person

FOLDER = Path(__file__).parents[1] / "dialogues"
KEYS = {"person", "silence", "after", "intent", "says", "never", "begins", "session"}
"""What a step may say. `after`: seconds after which somebody interrupts; without it they hear it all."""


def _dialogues() -> list[Any]:
    return [
        pytest.param(dialogue, id=f"{path.stem}: {dialogue['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("dialogue", _dialogues())
def test_the_dialogue_goes_as_written(dialogue: dict[str, Any], household: Household) -> None:
    person = Person(household, dialogue.get("device", "dot"), locale=dialogue.get("locale", "en-US"))
    for step in dialogue["turns"]:
        assert set(step) <= KEYS, f"{set(step) - KEYS} is not a word of the dialogues"
        words = "" if step.get("silence") else step["person"]
        answer = person.say(words, step["after"]) if "after" in step else person.reply(words)
        _hold(step, answer, person.device)


def _hold(step: dict[str, Any], answer: Answer, device: Device) -> None:
    if "intent" in step:
        assert answer.intent == step["intent"]
    for words in step.get("says", ()):
        assert words.lower() in answer.text.lower()
    for words in step.get("never", ()):
        assert words.lower() not in answer.text.lower()
    assert answer.text.startswith(step.get("begins", ""))
    if "session" in step:
        assert device.session_open == (step["session"] == "open")
    # True of every answer: the microphone is open exactly when a question was asked.
    if answer.speech:
        assert answer.text.endswith("?") == device.session_open
