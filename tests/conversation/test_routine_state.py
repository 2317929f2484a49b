"""What a routine leaves behind, in the session and in memory, whatever is said and sent."""

from collections.abc import Callable
from typing import Any

import pytest

from skill.simulator.device import Device
from tests.household import Person, tamper


def test_a_routine_is_counted_once_however_often_its_end_is_heard(person: Person) -> None:
    for words in ("start my bedtime stretch", "yes", "say that again", "yes"):
        person.reply(words)
    assert person.kept()["finished"] == {"bedtime-in-bed": 1}
    assert person.kept()["unfinished"] is None


def test_who_falls_asleep_after_the_last_stretch_has_done_it(person: Person) -> None:
    for words in ("start my bedtime stretch", "yes", ""):
        answer = person.reply(words)
    assert answer.intent == "SessionEndedRequest"
    assert person.kept()["finished"] == {"bedtime-in-bed": 1}


def test_it_is_not_done_before_the_last_stretch_is(person: Person) -> None:
    person.say("start my bedtime stretch")
    answer = person.reply("yes")
    person.say("stop", after=answer.seconds - 12)
    assert person.kept()["finished"] == {}
    assert person.kept()["unfinished"]["place"][:2] == [3, 0]


def test_who_left_stretches_out_has_not_done_it(person: Person) -> None:
    for words in ("give me a two minute stretch", "in bed", "yes"):
        person.reply(words)
    assert person.kept()["finished"] == {}


def test_continue_in_the_last_hold_of_a_part_skips_nothing(person: Person) -> None:
    answer = person.say("start my bedtime stretch")
    assert person.say("continue", after=answer.seconds - 10).text.startswith("Back to the towel stretch.")


def test_a_wish_said_over_and_over_has_its_limit(person: Person) -> None:
    person.say("start the cool down")
    for wish in ("shorter", "longer"):
        for _ in range(8):
            assert person.say(wish, after=100).text.startswith("Okay,")
    assert "Shall we go on?" in person.say("pause", after=50).text


def test_another_stretch_in_its_place_begins_with_the_first_time(person: Person) -> None:
    person.say("start my bedtime stretch")
    answer = person.say("I have no towel", after=110)
    assert "Next, heels away." in answer.text
    assert "Second time. Heels away again." in answer.text


def test_what_is_not_for_somebody_is_not_led(person: Person) -> None:
    person.say("I'm pregnant and I get cramps in my calf")
    person.reply("open leg cramp coach")
    person.reply("I'm pregnant and I get cramps in my calf")
    assert person.reply("start the seated toe touch").text.startswith("I'd leave that one out")


def test_what_leads_to_a_stretch_is_said_where_that_one_is_left_out(person: Person) -> None:
    person.say("open leg cramp coach")
    person.reply("I'm pregnant and I get cramps in my calf")
    text = person.reply("start the morning stretch").text + person.reply("yes").text
    assert text.index("Sit up on the edge of the bed") < text.index("Stand up slowly")


def test_after_an_aside_it_is_the_aside_that_is_repeated(person: Person) -> None:
    person.say("start my bedtime stretch")
    left = person.say("how long is left", after=100)
    assert person.reply("say that again").text == left.text


def test_not_yet_and_then_how_long_is_left(person: Person) -> None:
    person.say("start my bedtime stretch")
    person.reply("not yet")
    assert person.reply("how long is left").text.startswith("About three minutes.")


def test_the_place_of_another_routine_is_left_alone(person: Person) -> None:
    person.say("start the desk break")
    person.say("stop", after=100)
    person.reply("start the pregnancy stretch")
    person.say("that hurts", after=30)
    assert person.kept()["unfinished"]["routine"] == "desk"


def test_one_leg_is_carried_on_with_that_leg(person: Person) -> None:
    person.say("start my bedtime stretch")
    person.say("just my left leg", after=30)
    person.say("stop", after=80)
    person.reply("open leg cramp coach")
    assert "left foot" in person.reply("yes").text.split("Three.")[0]


@pytest.mark.parametrize("words", ["slower", "other leg", "which one is this", "what routines do you have"])
def test_nothing_is_stretched_after_a_sign_for_today(words: str, person: Person) -> None:
    person.say("open leg cramp coach")
    person.reply("my calf is swollen and hot")
    answer = person.reply(words)
    assert "stretch?" not in answer.text
    assert "In bed" not in answer.text


@pytest.mark.parametrize(
    "nonsense",
    [
        {"offered": "gone"},
        {"coaching": {"plan": {"routine": "desk"}}},
        {"coaching": {"heard": "nan"}},
        {"coaching": {"heard": 10**400}},
        {"coaching": {"preface": "-inf", "lag": 1e308}},
        {"coaching": {"part": 99}},
        {"coaching": {"skipped": 5000}},
        {"coaching": {"start": {"step": 77, "side": 1, "repetition": 9}}},
        {"coaching": {"plan": {"routine": "gone"}}},
    ],
)
@pytest.mark.parametrize(
    "said", ["AMAZON.YesIntent", "AMAZON.ResumeIntent", "WhichStretchIntent", "SlowerIntent"]
)
def test_session_attributes_that_make_no_sense_are_answered(
    nonsense: dict[str, Any], said: str, echo: Callable[..., Device], caplog: pytest.LogCaptureFixture
) -> None:
    device = echo()
    device.ask("start the desk break")
    tamper(device, nonsense)
    assert device.intent(said).text
    assert "a handler failed" not in caplog.text
