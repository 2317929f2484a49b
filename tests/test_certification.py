"""What Amazon's certification asks of a skill's voice, by the number of our checklist (items 7 to 15)."""

import json
import re
from collections.abc import Callable
from typing import get_args

import pytest

from skill.interaction.model import InteractionModel, load_model
from skill.settings import read_settings
from skill.simulator.device import Answer, Device, Kind
from skill.simulator.hearing import Hearing
from skill.simulator.samples import Heard
from tests.household import Household

KINDS: tuple[Kind, ...] = get_args(Kind)

INTENTS = load_model("en-US").intents

STATES: dict[str, list[str]] = {
    "just opened": ["open leg cramp coach"],
    "after an answer": ["open leg cramp coach", "why do leg cramps happen"],
    "in a cramp": ["I have a cramp right now"],
    "in the routine": ["start my bedtime stretch"],
    "at the routine's end": ["start my bedtime stretch", "yes"],
    "at another routine's end": ["do ankle circles with me"],
    "offered to carry on": ["start the desk break", "stop", "open leg cramp coach"],
    "asked where": ["ask leg cramp coach to start a stretch"],
    "told of routines": ["what routines do you have"],
    "paused": ["start my bedtime stretch", "pause"],
    "asked whether to forget": ["open leg cramp coach", "forget me"],
    "after help": ["ask leg cramp coach for help"],
    "not understood": ["ask leg cramp coach for a boat to madeira"],
}
"""Places in a conversation, and what was said to get there."""


@pytest.fixture(params=STATES)
def somewhere(request: pytest.FixtureRequest, echo: Callable[..., Device]) -> Device:
    """An Echo in each of the places."""
    device = echo()
    for words in STATES[request.param]:
        device.say(words)
    assert device.session_open
    return device


def test_item_07_help_explains_and_ends_with_a_question_and_an_open_session(somewhere: Device) -> None:
    answer = somewhere.intent("AMAZON.HelpIntent")
    assert "You can say" in answer.text
    assert answer.text.endswith("?")
    assert somewhere.session_open


def test_item_07_nothing_that_is_heard_for_help_is_caught_by_a_slot(echo: Callable[..., Device]) -> None:
    device = echo()
    device.launch()
    answer = device.say("help")
    assert answer is not None
    assert (answer.intent, answer.slots) == ("AMAZON.HelpIntent", {})


@pytest.mark.parametrize("intent", ["AMAZON.StopIntent", "AMAZON.CancelIntent"])
def test_item_08_stop_and_cancel_end_everywhere_and_do_nothing_else(somewhere: Device, intent: str) -> None:
    answer = somewhere.intent(intent)
    assert not somewhere.session_open
    assert "?" not in answer.text
    assert len(answer.text.split()) < 12
    assert answer.card is None


@pytest.mark.parametrize("word", ["exit", "quit"])
def test_item_09_exit_and_quit_end_the_session_and_nothing_is_said(somewhere: Device, word: str) -> None:
    answer = somewhere.say(word)
    assert answer is not None
    assert answer.intent == "SessionEndedRequest"
    assert answer.response["response"] == {}
    assert not somewhere.session_open


def test_item_10_fallback_and_home_are_in_the_model_and_answered(
    model: InteractionModel, somewhere: Device
) -> None:
    assert {"AMAZON.FallbackIntent", "AMAZON.NavigateHomeIntent"} <= set(model.intents)
    assert somewhere.intent("AMAZON.FallbackIntent").text.endswith("?")
    somewhere.intent("AMAZON.NavigateHomeIntent")
    assert not somewhere.session_open


@pytest.fixture(scope="module", params=STATES)
def everything_said(
    request: pytest.FixtureRequest, hearing: Hearing, tmp_path_factory: pytest.TempPathFactory
) -> list[Answer]:
    """The answers to every intent of the model in one of those places, each said by somebody else."""
    database = tmp_path_factory.mktemp("certification") / "memory.sqlite3"
    household = Household(read_settings({"SKILL_DATABASE_URL": f"sqlite:///{database}"}), hearing)
    answers = []
    for intent in hearing.model.intents:
        device = household.echo(user=intent)
        for words in STATES[request.param]:
            device.say(words)
        answers.append(device.intent(intent))
    return answers


def test_item_11_no_open_microphone_without_a_question_and_no_question_without_one(
    everything_said: list[Answer],
) -> None:
    assert {answer.session_open for answer in everything_said} == {True, False}
    for answer in everything_said:
        assert answer.text.endswith("?") == answer.session_open, (answer.intent, answer.text)


def test_item_13_whatever_is_said_an_open_microphone_has_a_reprompt(everything_said: list[Answer]) -> None:
    for answer in everything_said:
        # The last words before sleep are the one exception: nobody is to be asked twice then.
        if answer.session_open and not answer.text.endswith("Ready to settle?"):
            assert answer.reprompt, (answer.intent, answer.text)
            assert str(answer.reprompt[-1]).endswith("?")


def test_item_12_a_launch_prompts_stays_open_and_the_first_says_what_it_can_do(
    echo: Callable[..., Device],
) -> None:
    first = echo().launch()
    assert {"why cramps happen", "something helps", "bedtime stretch"} <= set(
        re.findall("why cramps happen|something helps|bedtime stretch", first.text)
    )
    again = echo().launch()
    for answer in (first, again):
        assert answer.session_open
        assert answer.text.endswith("?")
    assert len(again.text.split()) * 3 <= len(first.text.split())


def test_item_13_every_sample_is_heard_and_answered_as_a_one_shot(
    model: InteractionModel, hearing: Hearing, echo: Callable[..., Device]
) -> None:
    # What is heard alike is sent alike, so it is answered once.
    heard: dict[str, Heard] = {}
    for intent in model.intents.values():
        for sample in intent.samples:
            words = sample
            for slot, kind in intent.slots.items():
                words = words.replace(f"{{{slot}}}", model.types[kind][0].name)
            meant = hearing.hear(words, one_shot=True)
            assert meant.intent == intent.name, words
            heard[str(meant)] = meant
    assert len(heard) > 100
    for meant in heard.values():
        answer = echo().intent(meant.intent, meant.slots)
        assert answer.text, meant


@pytest.mark.parametrize("intent", [name for name in INTENTS if not name.startswith("AMAZON.")])
@pytest.mark.parametrize("value", [None, "something that nobody has heard of"])
def test_item_13_an_empty_or_unknown_slot_is_answered(
    intent: str, value: str | None, model: InteractionModel, echo: Callable[..., Device]
) -> None:
    slots = model.intents[intent].slots
    answer = echo().intent(intent, dict.fromkeys(slots, value) if value else None)
    assert answer.text


PLAYER_INTENTS = ["Pause", "Resume", "Stop", "Cancel", "Next", "Previous", "Repeat", "StartOver"]
PLAYER_INTENTS += ["LoopOn", "LoopOff", "ShuffleOn", "ShuffleOff"]


@pytest.mark.parametrize("name", PLAYER_INTENTS)
def test_item_14_a_players_words_are_answered_sensibly_everywhere(name: str, somewhere: Device) -> None:
    answer = somewhere.intent(f"AMAZON.{name}Intent")
    assert answer.text
    # What was not understood may be repeated, but no player's word is not understood.
    assert name == "Repeat" or "can't help with that" not in answer.text


def _cards(answers: list[Answer]) -> list[str]:
    return [json.dumps(answer.card) for answer in answers if answer.card]


def test_item_15_the_same_with_and_without_a_screen_and_no_tag_on_a_card(
    echo: Callable[..., Device],
) -> None:
    heard: dict[Kind, list[str]] = {}
    for kind in KINDS:
        device = echo(kind, user=kind)
        words = ["open leg cramp coach", "why do leg cramps happen", "my calf is cramping", "yes"]
        answers = [answer for answer in map(device.say, [*words, "start my bedtime stretch"]) if answer]
        heard[kind] = [answer.text for answer in answers]
        cards = _cards(answers)
        assert cards
        assert not any("<" in card or "{" in card[1:-1] for card in cards)
    assert heard["dot"] == heard["show"] == heard["bare"]
