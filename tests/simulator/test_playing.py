"""A device that plays audio."""

import json
import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import RequestEnvelope

from skill.simulator.clock import Clock
from skill.simulator.device import Answer, Device
from skill.simulator.hearing import Hearing
from skill.simulator.player import EARLY
from skill.simulator.response import PlatformFault
from skill.simulator.transport import HttpTransport
from tests.simulator.playing_skill import (
    ADDRESS,
    STOP,
    PlayingSkill,
    Shelf,
    mp3,
    play,
    playing_device,
)
from tests.simulator.toy_skill import NOON, ToySkill, envelope, small_model

WHY = envelope("They are tired.", end=True)
ASKING = envelope("And then?", end=False)


def playing(skill: ToySkill, seconds: float = 12, **kinds: Any) -> Device:
    """A device on which the routine has been playing for so long."""
    device = playing_device(skill, **kinds)
    said(device, "start the bedtime routine")
    device.let_pass(seconds)
    return device


def said(device: Device, words: str) -> Answer:
    answer = device.say(words)
    assert answer is not None
    return answer


def steps(answers: list[Answer] | tuple[Answer, ...]) -> list[str]:
    return [answer.intent.removeprefix("AudioPlayer.Playback") for answer in answers]


def player_in(answer: Answer) -> tuple[str, str, int]:
    state = answer.request["context"]["AudioPlayer"]
    return state["playerActivity"], state["token"], state["offsetInMilliseconds"]


def test_tracks_play_one_after_the_other_and_each_step_is_told_at_its_moment() -> None:
    skill = PlayingSkill("ab")
    device = playing_device(skill)
    said(device, "start the bedtime routine")
    answers = device.let_pass(300)
    length = device.player.length
    assert steps(answers) == ["Started", "NearlyFinished", "Finished"] * 2
    moments = [datetime.fromisoformat(answer.request["request"]["timestamp"]) - NOON for answer in answers]
    assert [moment.total_seconds() for moment in moments] == pytest.approx(
        [0, length - 10, length, length, 2 * length - 10, 2 * length], abs=0.002
    )
    assert [token for _, token, _ in skill.told] == ["a", "a", "a", "b", "b", "b"]
    assert device.player.length == pytest.approx(60, abs=0.2)


def test_what_the_player_tells_has_no_session_and_the_players_state() -> None:
    device = playing_device(PlayingSkill())
    said(device, "start the bedtime routine")
    [started] = device.let_pass(12)
    assert "session" not in started.request
    assert player_in(started) == ("PLAYING", "a", 0)
    read: Any = DefaultSerializer().deserialize(json.dumps(started.request), RequestEnvelope)
    assert (read.request.token, read.request.offset_in_milliseconds) == ("a", 0)


def test_a_device_may_ask_for_the_next_track_as_soon_as_one_has_started() -> None:
    device = playing_device(PlayingSkill("ab"), nearly_finished=EARLY)
    said(device, "start the bedtime routine")
    assert steps(device.let_pass(0)) == ["Started", "NearlyFinished"]
    assert [stream.token for stream in device.player.queue] == ["b"]


def test_a_device_says_how_long_nothing_will_happen() -> None:
    device = playing_device(PlayingSkill())
    assert device.until_next_event() is None
    said(device, "start the bedtime routine")
    assert device.until_next_event() == 0
    device.let_pass(0)
    assert device.until_next_event() == pytest.approx(50, abs=0.2)
    device.let_pass(200)
    assert device.until_next_event() is None


def test_time_passes_also_when_nothing_plays() -> None:
    clock = Clock(NOON)
    device = playing_device(PlayingSkill(), clock=clock)
    assert device.let_pass(7.5) == []
    assert clock() == NOON + timedelta(seconds=7.5)


def test_a_clock_that_runs_by_itself_is_left_alone() -> None:
    skill = PlayingSkill()
    device = Device(skill, Hearing(small_model()), clock=lambda: NOON, fetch=Shelf(a=mp3(60)))
    said(device, "start the bedtime routine")
    device.let_pass(500)
    assert [what for what, *_ in skill.told] == ["Started", "NearlyFinished", "Finished"]


def test_every_request_carries_the_players_state() -> None:
    device = playing(PlayingSkill(WhyIntent=WHY))
    answer = said(device, "ask leg cramp coach what causes leg cramps")
    assert player_in(answer) == ("PLAYING", "a", 12_000)


def test_a_question_pauses_what_plays_until_it_is_answered() -> None:
    device = playing(PlayingSkill(WhyIntent=WHY))
    answer = said(device, "ask leg cramp coach what causes leg cramps")
    assert (answer.text, steps(answer.events)) == ("They are tired.", ["Stopped"])
    assert player_in(answer.events[0]) == ("PAUSED", "a", 12_000)
    assert steps(device.let_pass(3)) == ["Started"]
    assert device.player.offset == 15_000


def test_a_device_may_keep_its_pauses_to_itself() -> None:
    skill = PlayingSkill(WhyIntent=WHY)
    device = playing(skill, tells_interruptions=False)
    answer = said(device, "ask leg cramp coach what causes leg cramps")
    assert (player_in(answer), answer.events) == (("PLAYING", "a", 12_000), ())
    assert device.let_pass(3) == []
    assert (device.player.offset, [what for what, *_ in skill.told]) == (15_000, ["Started"])


def test_an_open_session_holds_what_plays_until_it_ends() -> None:
    skill = PlayingSkill(WhyIntent=ASKING)
    device = playing(skill)
    said(device, "ask leg cramp coach what causes leg cramps")
    assert (device.until_next_event(), device.let_pass(100)) == (None, [])
    again = said(device, "what causes leg cramps")
    assert (player_in(again), again.events) == (("PAUSED", "a", 12_000), ())
    ended = device.silence()
    assert ended is not None
    assert steps(ended.events) == ["Started"]
    assert device.player.state == {"playerActivity": "PLAYING", "token": "a", "offsetInMilliseconds": 12_000}


def test_a_new_session_in_an_open_one_does_not_start_what_is_paused() -> None:
    skill = PlayingSkill(WhyIntent=ASKING)
    device = playing(skill)
    said(device, "ask leg cramp coach what causes leg cramps")
    said(device, "ask leg cramp coach what causes leg cramps")
    assert [what for what, *_ in skill.told] == ["Started", "Stopped"]


def test_pause_stops_it_and_is_told_once() -> None:
    skill = PlayingSkill()
    device = playing(skill)
    answer = said(device, "pause")
    assert (answer.intent, answer.request["session"]["new"], steps(answer.events)) == (
        "AMAZON.PauseIntent",
        True,
        ["Stopped"],
    )
    assert device.let_pass(60) == []
    assert device.player.state == {"playerActivity": "STOPPED", "token": "a", "offsetInMilliseconds": 12_000}


def test_something_else_to_play_stops_what_plays_first() -> None:
    other = envelope(end=True, directives=[play("b", offset=5000)])
    skill = PlayingSkill(**{"AMAZON.NextIntent": other})
    device = playing(skill)
    answer = said(device, "next")
    assert steps(answer.events) == ["Stopped", "Started"]
    assert skill.steps[-3:] == ["Stopped a", "Next", "Started b"]
    assert skill.told[-2:] == [("Stopped", "a", 12_000), ("Started", "b", 5000)]


def test_what_is_spoken_comes_before_what_plays() -> None:
    other = envelope("Now the next one.", end=True, directives=[play("b")])
    device = playing(PlayingSkill(**{"AMAZON.NextIntent": other}))
    assert steps(said(device, "next").events) == ["Stopped"]
    assert device.until_next_event() == 0
    assert steps(device.let_pass(0)) == ["Started"]


def test_who_speaks_before_the_audio_has_begun_does_not_hear_it() -> None:
    skill = PlayingSkill()
    device = playing_device(skill)
    said(device, "start the bedtime routine")
    said(device, "ask leg cramp coach what causes leg cramps")
    assert (device.let_pass(60), skill.told) == ([], [])


@pytest.mark.parametrize(
    "words", ["what causes leg cramps", "next stretch", "help", "i have a cramp", "what's the weather"]
)
def test_while_audio_plays_only_words_for_the_player_need_no_name(words: str) -> None:
    skill = PlayingSkill()
    device = playing(skill)
    sent = len(skill.requests)
    assert device.say(words) is None
    assert (len(skill.requests), device.player.activity) == (sent, "PLAYING")


def test_the_same_holds_while_it_is_paused() -> None:
    device = playing(PlayingSkill())
    said(device, "pause")
    assert device.say("what causes leg cramps") is None
    assert said(device, "resume").intent == "AMAZON.ResumeIntent"


def test_when_it_has_ended_words_are_a_one_shot_again_and_the_players_words_stay_the_players() -> None:
    device = playing(PlayingSkill(), 500)
    assert said(device, "next").intent == "AMAZON.NextIntent"
    assert said(device, "start over").intent == "AMAZON.StartOverIntent"
    assert said(device, "what causes leg cramps").intent == "WhyIntent"


def test_inside_a_session_all_words_go_to_the_skill() -> None:
    device = playing(PlayingSkill(WhyIntent=ASKING))
    said(device, "ask leg cramp coach what causes leg cramps")
    assert said(device, "quick relief").intent == "TipIntent"


def test_exit_ends_no_audio() -> None:
    device = playing(PlayingSkill())
    assert device.say("exit") is None
    assert device.player.activity == "PLAYING"


def test_a_button_is_a_request_without_a_session() -> None:
    pressed = {"PlaybackController.PauseCommandIssued": envelope(directives=[STOP])}
    skill = PlayingSkill(
        **pressed, **{"PlaybackController.PlayCommandIssued": envelope(directives=[play("b")])}
    )
    device = playing(skill)
    pause = device.press("pause")
    assert ("session" in pause.request, player_in(pause)) == (False, ("PLAYING", "a", 12_000))
    assert steps(pause.events) == ["Stopped"]
    assert steps(device.press("play").events) == ["Started"]
    assert [device.press(button).intent for button in ("next", "previous")] == [
        "PlaybackController.NextCommandIssued",
        "PlaybackController.PreviousCommandIssued",
    ]


def test_each_track_is_fetched_once() -> None:
    minute = mp3(60)
    shelf = Shelf(a=minute, b=minute)
    device = playing_device(PlayingSkill("ab"), shelf)
    for _ in range(2):
        device.ask("start the bedtime routine")
        device.let_pass(300)
    assert shelf.fetched == ["a", "b"]


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ({}, "MEDIA_ERROR_INVALID_REQUEST"),
        ({"a": b"<h1>oops</h1>" * 500}, "MEDIA_ERROR_UNKNOWN"),
        ({"a": b""}, "MEDIA_ERROR_UNKNOWN"),
    ],
    ids=["nothing there", "no audio", "empty"],
)
def test_what_cannot_be_played_is_told_and_stops(files: dict[str, bytes], error: str) -> None:
    skill = PlayingSkill()
    device = playing_device(skill, Shelf(**files))
    said(device, "start the bedtime routine")
    [failed] = device.let_pass(10)
    request = failed.request["request"]
    assert (request["token"], request["error"]["type"]) == ("a", error)
    assert f"{ADDRESS}a.mp3" in request["error"]["message"]
    assert set(request["currentPlaybackState"]) == {"token", "offsetInMilliseconds", "playerActivity"}
    read: Any = DefaultSerializer().deserialize(json.dumps(failed.request), RequestEnvelope)
    assert read.request.error.object_type.value == error
    # Nothing is playing that words without a name could be for.
    assert said(device, "what causes leg cramps").intent == "WhyIntent"


def test_a_failure_may_be_answered_with_something_else_to_play() -> None:
    skill = PlayingSkill(**{"AudioPlayer.PlaybackFailed": envelope(directives=[play("b")])})
    device = playing_device(skill, Shelf(b=mp3(60)))
    said(device, "start the bedtime routine")
    assert steps(device.let_pass(1)) == ["Failed", "Started"]


def test_a_skill_that_only_answers_its_own_failures_is_a_fault() -> None:
    skill = PlayingSkill(**{"AudioPlayer.PlaybackFailed": envelope(directives=[play("a")])})
    device = playing_device(skill, Shelf())
    said(device, "start the bedtime routine")
    with pytest.raises(PlatformFault, match="without anything being played"):
        device.let_pass(1)
    assert device.until_next_event() is None


def test_an_answer_that_breaks_a_rule_leaves_the_rest_of_the_time() -> None:
    skill = PlayingSkill(**{"AudioPlayer.PlaybackStarted": envelope("Hi.")})
    device = playing_device(skill)
    said(device, "start the bedtime routine")
    with pytest.raises(PlatformFault, match="outputSpeech"):
        device.let_pass(20)
    assert (device.player.activity, device.player.offset) == ("PLAYING", 0)


def test_what_plays_goes_on_after_an_answer_that_breaks_a_rule() -> None:
    device = playing(PlayingSkill(WhyIntent=envelope(end=False)))
    with pytest.raises(PlatformFault):
        device.say("ask leg cramp coach what causes leg cramps")
    assert steps(device.let_pass(1)) == ["Started"]


def test_a_device_without_an_audio_player_is_sent_none_of_this() -> None:
    with pytest.raises(PlatformFault, match="without an audio player"):
        playing_device(PlayingSkill(), kind="bare").say("start the bedtime routine")


def test_a_screen_that_stays_open_without_listening_plays_all_the_same() -> None:
    left_open = envelope("Here.", directives=[play("a")])
    device = playing_device(PlayingSkill(RoutineIntent=left_open), kind="show")
    assert said(device, "start the bedtime routine").session_open
    assert steps(device.let_pass(5)) == ["Started"]
    assert said(device, "what causes leg cramps").intent == "WhyIntent"


def test_a_real_server_is_asked_for_the_audio(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(mp3(2))

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        here = f"http://127.0.0.1:{server.server_port}"
        track = play("a")
        track["audioItem"]["stream"]["url"] = f"{here}/a.mp3"
        skill = PlayingSkill(RoutineIntent=envelope("Here.", end=True, directives=[track]))
        device = Device(
            skill, Hearing(small_model()), clock=Clock(NOON), fetch=HttpTransport(f"{here}/alexa").fetch
        )
        said(device, "start the bedtime routine")
        answers = device.let_pass(5)
        server.shutdown()
        thread.join()
    assert steps(answers) == ["Started", "NearlyFinished", "Finished"]
    assert datetime.fromisoformat(answers[-1].request["request"]["timestamp"]).astimezone(
        UTC
    ) - NOON < timedelta(seconds=2.2)
