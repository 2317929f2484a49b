"""Whole conversations, written down in tests/dialogues."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from skill.simulator.clock import Clock
from skill.simulator.device import Device, Turn

FOLDER = Path(__file__).parents[1] / "dialogues"
KEYS = {"person", "silence", "after", "intent", "says", "never", "begins", "session"}
TO_ANSWER = 2.0
"""Seconds that somebody takes to answer who heard it all. `after` says when they interrupt, in seconds."""


def _dialogues() -> list[Any]:
    return [
        pytest.param(dialogue, id=f"{path.stem}: {dialogue['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for dialogue in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.parametrize("dialogue", _dialogues())
def test_the_dialogue_goes_as_written(dialogue: dict[str, Any], echo: Callable[..., Device]) -> None:
    clock = Clock()
    device = echo(dialogue.get("device", "dot"), locale=dialogue.get("locale", "en-US"), clock=clock)
    spoken = 0.0
    for step in dialogue["turns"]:
        assert set(step) <= KEYS, f"{set(step) - KEYS} is not a word of the dialogues"
        clock.advance(step.get("after", spoken + TO_ANSWER))
        turn = device.silence() if step.get("silence") else device.say(step["person"])
        assert turn is not None, f"nobody answers {step}"
        spoken = turn.seconds
        _hold(step, turn, device)


def _hold(step: dict[str, Any], turn: Turn, device: Device) -> None:
    if "intent" in step:
        assert turn.intent == step["intent"]
    for words in step.get("says", ()):
        assert words.lower() in turn.text.lower()
    for words in step.get("never", ()):
        assert words.lower() not in turn.text.lower()
    assert turn.text.startswith(step.get("begins", ""))
    if "session" in step:
        assert device.session_open == (step["session"] == "open")
    # True of every turn: the microphone is open exactly when a question was asked.
    if turn.speech:
        assert turn.text.endswith("?") == device.session_open
