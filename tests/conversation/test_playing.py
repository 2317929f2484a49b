"""Routines that are played: from start to good night, and whatever is said or pressed."""

import pytest

from skill.audio.rendering.planning import recordable
from skill.knowledge.library import load_library
from skill.simulator.controls import Button
from skill.simulator.player import EARLY, NEARLY_FINISHED
from tests.conversation.bedroom import ONCE, Bedroom, directives
from tests.household import Household

PLAYED = recordable(load_library())


def test_the_first_time_it_asks_and_then_it_remembers(bedroom: Bedroom) -> None:
    asked = bedroom.say("start my bedtime stretch")
    assert asked.text == "Shall I play it straight through, or go step by step so you can talk to me?"
    played = bedroom.say("straight through")
    assert directives(played) == ["AudioPlayer.Play"]
    assert not played.session_open
    assert bedroom.kept()["straight"] is True
    bedroom.say("stop")
    again = bedroom.say("ask leg cramp coach to start my bedtime stretch")
    assert directives(again) == ["AudioPlayer.Play"]
    assert again.text == ""


def test_pregnancy_told_in_answer_to_the_way_is_asked_about_first(bedroom: Bedroom) -> None:
    bedroom.say("start my bedtime stretch")
    told = bedroom.say("I'm pregnant")
    assert told.text.endswith("Are the cramps in your leg?")
    assert "midwife" in bedroom.say("no").text


def test_a_stretch_that_is_left_out_for_somebody_is_no_failure(bedroom: Bedroom) -> None:
    bedroom.play()
    while bedroom.playing != "A gentle reach for your toes":
        bedroom.say("next")
        bedroom.hear(1)
    bedroom.say("open leg cramp coach")
    bedroom.device.intent("WhyCrampsIntent", {"group": "pregnant"})
    assert "number" in bedroom.device.intent("WhichStretchIntent").text
    assert "went wrong" not in bedroom.device.intent("WhyThisIntent").text


@pytest.mark.parametrize("answer", ["no", "step by step"])
def test_step_by_step_is_remembered_as_well(answer: str, bedroom: Bedroom) -> None:
    bedroom.say("start my bedtime stretch")
    assert bedroom.say(answer).text.startswith("Let's do it in bed.")
    assert bedroom.kept()["straight"] is False
    bedroom.say("stop")
    assert bedroom.say("start the desk break").text.startswith("Let's loosen up at your desk.")


@pytest.mark.parametrize("nearly", [NEARLY_FINISHED, EARLY])
@pytest.mark.parametrize("routine", PLAYED)
def test_it_plays_from_start_to_good_night_without_a_word(
    routine: str, nearly: float, playing: Household
) -> None:
    bedroom = Bedroom(playing, nearly_finished=nearly)
    bedroom.play_routine(routine)
    playlist, began = bedroom.playlist(), bedroom.clock()
    assert playlist.routine == routine
    bedroom.hear_all()
    assert (bedroom.clock() - began).total_seconds() == pytest.approx(playlist.seconds, abs=0.3)
    assert len(bedroom.told("Started")) == len(bedroom.told("Finished")) == len(playlist.recordings)
    assert bedroom.device.player.activity == "FINISHED"


def test_who_hears_it_to_its_end_has_done_it(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear_all()
    assert bedroom.kept()["finished"] == {"bedtime-in-bed": 1}
    assert bedroom.kept()["unfinished"] is None


@pytest.mark.parametrize("moments", [10, pytest.param(100, marks=pytest.mark.slow)])
@pytest.mark.parametrize("routine", PLAYED)
def test_it_goes_on_to_the_millisecond_whenever_it_is_paused(
    routine: str, moments: int, bedroom: Bedroom
) -> None:
    bedroom.play_routine(routine)
    length = bedroom.playlist().seconds
    for _ in range(moments):
        bedroom.hear(length / (moments + 1))
        before = bedroom.where
        paused = bedroom.say("pause")
        assert paused.text == ""
        assert bedroom.playing is None
        bedroom.hear(ONCE)
        bedroom.say("resume")
        bedroom.hear(0.0)
        assert bedroom.where == before
    bedroom.hear_all()
    assert bedroom.device.player.activity == "FINISHED"


def test_tomorrow_it_goes_on_where_it_was_paused(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(100)
    before = bedroom.where
    bedroom.say("pause")
    bedroom.clock.advance(24 * 3600)
    bedroom.say("resume")
    bedroom.hear(0.0)
    assert bedroom.where == before


def test_stop_hours_later_says_nothing_and_does_nothing(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(30)
    assert directives(bedroom.say("stop")) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]
    bedroom.clock.advance(5 * 3600)
    answer = bedroom.say("stop")
    assert (answer.text, answer.session_open) == ("", False)
    bedroom.hear_all()
    assert bedroom.playing is None


def test_on_back_again_and_over(bedroom: Bedroom) -> None:
    bedroom.play()
    for words, title in [
        ("next", "Toes up"),
        ("next", "The towel stretch"),
        ("skip", "A gentle reach for your toes"),
        ("previous", "The towel stretch"),
    ]:
        bedroom.say(words)
        bedroom.hear(1)
        assert bedroom.playing == title
    bedroom.hear(20)
    bedroom.say("repeat")
    # The beginning of what was being done: the first hold.
    assert 0 < bedroom.device.player.offset / 1000 <= 21
    bedroom.say("start over")
    bedroom.hear(0)
    assert bedroom.playing == "Bedtime stretch, in bed"


def test_next_after_the_last_track_is_good_night(bedroom: Bedroom) -> None:
    bedroom.play()
    for _ in bedroom.playlist().recordings[1:]:
        bedroom.say("next")
        bedroom.hear(0.5)
    answer = bedroom.say("next")
    assert "Sleep well" in answer.text
    assert bedroom.playing is None


def test_what_is_over_is_neither_resumed_nor_skipped_but_may_begin_again(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear_all()
    for words in ("resume", "next"):
        answer = bedroom.say(words)
        assert answer.text.startswith("Nothing is paused right now.")
        bedroom.say("stop")
    bedroom.say("start over")
    bedroom.hear(0)
    assert bedroom.playing == "Bedtime stretch, in bed"


@pytest.mark.parametrize("words", ["loop", "shuffle on", "loop off", "shuffle off"])
def test_loop_and_shuffle_are_answered_and_it_goes_on(words: str, bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(40)
    answer = bedroom.say(words)
    assert "can't loop or shuffle" in answer.text
    assert not answer.session_open
    bedroom.hear(1)
    assert bedroom.playing == "Toes up"


def test_the_buttons_do_the_same_without_a_word(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(25)
    steps: list[tuple[Button, str]] = [
        ("next", "The towel stretch"),
        ("next", "A gentle reach for your toes"),
        ("previous", "The towel stretch"),
    ]
    for button, title in steps:
        bedroom.device.press(button)
        bedroom.hear(2)
        assert bedroom.playing == title
    offset = bedroom.device.player.offset
    bedroom.device.press("pause")
    assert bedroom.playing is None
    bedroom.hear(ONCE)
    bedroom.device.press("play")
    bedroom.hear(0)
    assert bedroom.where == ("The towel stretch", offset)


@pytest.mark.parametrize(
    ("words", "answered"),
    [("why do leg cramps happen", "tired muscles"), ("how do you know that", "From public sources")],
)
@pytest.mark.parametrize("told", [True, False])
def test_a_question_is_answered_and_the_track_goes_on(
    told: bool, words: str, answered: str, playing: Household
) -> None:
    # Whether a device tells that it waits while somebody speaks.
    bedroom = Bedroom(playing, tells_interruptions=told)
    bedroom.play()
    bedroom.hear(50)
    offset = bedroom.device.player.offset
    answer = bedroom.say(f"ask leg cramp coach {words}")
    assert answered in answer.text
    assert not answer.session_open
    assert directives(answer) == []
    bedroom.hear(1)
    assert bedroom.where == ("Toes up", offset + 1000)


def test_what_is_said_without_the_name_does_not_reach_it(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    assert bedroom.device.say("why do leg cramps happen") is None
    assert bedroom.device.say("that hurts") is None


def test_how_long_is_left_and_which_one_it_is_are_exact(bedroom: Bedroom) -> None:
    bedroom.play()
    for passed in range(1, 7):
        bedroom.hear(bedroom.playlist().seconds / 7)
        left = bedroom.playlist().seconds * (1 - passed / 7)
        halves = round(left / 30)
        told = bedroom.say("ask leg cramp coach how long is left").text
        word = {11: "six", 9: "five", 10: "five", 8: "four", 7: "three and a half", 6: "three"}
        word |= {5: "two and a half", 4: "two", 3: "a minute and a half", 2: "one", 1: "half a minute"}
        assert word[halves] in told, (left, told)
    bedroom.say("start over")
    bedroom.hear(150)
    which = bedroom.say("ask leg cramp coach which one is this")
    assert which.text == "This is the towel stretch, on your left leg, number two of four."
    bedroom.hear(1)
    assert bedroom.playing == "The towel stretch"


def test_slower_goes_on_at_the_same_place_and_is_remembered(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(160)
    answer = bedroom.say("ask leg cramp coach to go slower")
    assert answer.text == "Okay, slower."
    bedroom.hear(0.0)
    assert bedroom.playing == "The towel stretch"
    assert bedroom.playlist().pace == "slow"
    assert bedroom.kept()["pace"] == "slow"
    place = bedroom.say("ask leg cramp coach which one is this").text
    assert "on your left leg" in place


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("step by step", "Okay, step by step. Back to the towel stretch."),
        ("longer holds", "Okay, longer holds. I'll lead that step by step."),
        ("just my left leg", "Okay, just the left leg."),
        ("I have no towel", "That's fine, we'll do without."),
    ],
)
def test_what_audio_cannot_do_is_led_by_voice_from_the_same_place(
    words: str, begins: str, bedroom: Bedroom
) -> None:
    bedroom.play()
    bedroom.hear(150)
    answer = bedroom.say(f"ask leg cramp coach {words}")
    assert answer.text.startswith(begins), answer.text
    assert answer.session_open
    assert directives(answer) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


def test_straight_through_in_the_middle_plays_from_there(bedroom: Bedroom) -> None:
    bedroom.say("start my bedtime stretch")
    bedroom.say("step by step")
    bedroom.clock.advance(100)
    answer = bedroom.say("play it straight through")
    assert directives(answer) == ["AudioPlayer.Play"]
    bedroom.hear(0)
    assert bedroom.playing == "The towel stretch"


def test_opening_it_waits_with_the_audio_and_yes_goes_on(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(50)
    opened = bedroom.say("open leg cramp coach")
    assert opened.text.endswith("Shall we go on?")
    offset = bedroom.device.player.offset
    bedroom.say("yes")
    bedroom.hear(0)
    assert bedroom.where == ("Toes up", offset)
    bedroom.say("open leg cramp coach")
    bedroom.say("no")
    bedroom.hear_all()
    assert bedroom.playing is None


def test_whoever_skips_what_comes_first_hears_the_caution_all_the_same(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(3)
    answer = bedroom.say("next")
    assert answer.text == "Not with a swollen, hot, red or injured leg. If anything hurts, stop."
    bedroom.hear(0)
    assert bedroom.playing == "Toes up"


def test_where_nothing_can_be_played_nothing_is_promised(playing: Household) -> None:
    bedroom = Bedroom(playing, kind="bare")
    answer = bedroom.say("play it straight through")
    assert answer.text.startswith("I can't play that straight through here.")
    assert answer.session_open


def test_a_device_without_a_player_is_led_by_voice(playing: Household) -> None:
    bedroom = Bedroom(playing, kind="bare")
    assert bedroom.say("start my bedtime stretch").text.startswith("Let's do it in bed.")


def test_what_is_for_somebody_in_particular_is_led_by_voice(bedroom: Bedroom) -> None:
    bedroom.say("open leg cramp coach")
    bedroom.say("I'm pregnant and I get cramps in my calf")
    assert "propped up" in bedroom.say("start my bedtime stretch").text


def test_what_is_paused_can_still_be_asked_about_by_name(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(100)
    bedroom.say("pause")
    assert bedroom.say("ask leg cramp coach which one is this").text.startswith("This is the towel stretch")
    assert bedroom.say("ask leg cramp coach how long is left").text == "About five minutes."
    bedroom.hear_all()
    assert bedroom.playing is None
    bedroom.say("ask leg cramp coach to go slower")
    bedroom.hear(0)
    assert bedroom.playing == "The towel stretch"


def test_a_pause_in_a_conversation_that_was_opened_over_it_silences_it_and_keeps_the_place(
    bedroom: Bedroom,
) -> None:
    bedroom.play()
    bedroom.hear(100)
    bedroom.say("open leg cramp coach")
    answer = bedroom.say("pause")
    assert not answer.session_open
    bedroom.hear_all()
    assert bedroom.playing is None
    assert bedroom.kept()["unfinished"]["place"][0] == 1
    bedroom.say("resume")
    bedroom.hear(0)
    assert bedroom.playing == "The towel stretch"


def test_help_while_it_plays_says_what_reaches_the_skill_then(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    answer = bedroom.say("ask leg cramp coach for help")
    assert "say Alexa, ask leg cramp coach" in answer.text
    assert answer.text.endswith("Shall we go on?")


def test_the_first_question_is_asked_again_when_the_answer_is_not_understood(bedroom: Bedroom) -> None:
    bedroom.say("start the desk break")
    for words in ("help", "in bed", "what's the difference"):
        bedroom.say("start the desk break")
        again = bedroom.say(words)
        assert again.text.startswith("Straight through, you just follow along."), words
        assert again.text.endswith("so you can talk to me?"), words
    assert bedroom.say("I don't know").text.startswith("Let's loosen up at your desk.")


def test_another_routine_may_be_named_in_answer_to_it(bedroom: Bedroom) -> None:
    bedroom.say("start the desk break")
    bedroom.say("start the morning stretch")
    assert bedroom.say("step by step").text.startswith("Good morning.")


def test_silence_after_a_question_over_what_plays_does_not_let_it_go_on(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    assert bedroom.say("ask leg cramp coach purple elephants").text.endswith("Shall we go on?")
    bedroom.device.silence()
    bedroom.device.silence()
    bedroom.hear_all()
    assert bedroom.playing is None


def test_what_is_left_unfinished_is_carried_on_in_the_way_that_is_said(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    bedroom.say("stop")
    bedroom.clock.advance(3600)
    for way, plays in (("step by step", False), ("straight through", True)):
        bedroom.say("open leg cramp coach")
        answer = bedroom.say(way)
        assert ("AudioPlayer.Play" in directives(answer)) == plays
        bedroom.say("stop")


@pytest.mark.parametrize("side", ["right", "left"])
def test_to_skip_a_leg_is_to_do_the_other(side: str, bedroom: Bedroom) -> None:
    other = "left" if side == "right" else "right"
    bedroom.play()
    bedroom.hear(60)
    answer = bedroom.say(f"ask leg cramp coach skip the {side} leg")
    assert answer.text.startswith(f"Okay, just the {other} leg. I'll lead that step by step.")
