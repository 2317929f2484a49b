"""Routines that are played when something is wrong: with somebody, the files, the memory or the requests."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from skill.audio.playback.manifest import NAME
from skill.interaction.model import InteractionModel
from skill.settings import Settings, read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Kind
from skill.simulator.hearing import Hearing
from tests.conversation.bedroom import ONCE, Bedroom, directives
from tests.household import Household


def elsewhere(audible: Settings, folder: Path) -> Settings:
    """The same audio in a folder that may be harmed."""
    folder.mkdir()
    for path in audible.audio_dir.iterdir():
        if path.name == NAME:
            (folder / NAME).write_bytes(path.read_bytes())
        else:
            (folder / path.name).hardlink_to(path)
    return read_settings({"SKILL_AUDIO_DIR": str(folder), "SKILL_DATABASE_URL": audible.database_url})


def test_nearly_finished_that_comes_late_or_twice_or_for_another_track_does_no_harm(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(1)
    first = bedroom.device.player.stream
    assert first is not None
    for _ in range(3):
        bedroom.device.event("AudioPlayer.PlaybackNearlyFinished", token=first.token, offsetInMilliseconds=9)
    assert bedroom.queued == 1
    bedroom.hear(25)
    assert bedroom.playing == "Toes up"
    bedroom.device.event("AudioPlayer.PlaybackNearlyFinished", token=first.token, offsetInMilliseconds=9)
    assert bedroom.queued == 0
    bedroom.device.event("AudioPlayer.PlaybackNearlyFinished", token="f" * 32, offsetInMilliseconds=9)
    bedroom.hear_all()
    titles = [answer.request["request"]["token"] for answer in bedroom.told("Started")]
    assert len(titles) == len(set(titles)) == len(bedroom.playlist().recordings)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("I have chest pain", "Call 911 now."),
        ("my calf is swollen and hot", "Get that leg seen today"),
        ("that hurts", "Stop, sit or lie down"),
    ],
)
def test_danger_silences_it(words: str, begins: str, bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    answer = bedroom.say(f"ask leg cramp coach {words}")
    assert answer.text.startswith(begins), answer.text
    assert directives(answer) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]
    bedroom.hear_all()
    assert bedroom.playing is None
    assert bedroom.kept()["unfinished"] is None


def test_a_cramp_is_led_by_voice_whatever_plays(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    answer = bedroom.say("ask leg cramp coach I have a cramp right now")
    assert answer.text.startswith("Straighten your leg")
    assert directives(answer) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]
    assert answer.session_open


def test_what_leaves_no_trace_leaves_none(bedroom: Bedroom) -> None:
    bedroom.play("start the pregnancy stretch")
    bedroom.hear(100)
    bedroom.say("pause")
    bedroom.say("resume")
    bedroom.hear_all()
    assert bedroom.kept()["unfinished"] is None
    assert bedroom.kept()["finished"] == {}
    assert "pregnancy" not in json.dumps(bedroom.kept())


def test_neither_token_nor_address_nor_memory_tells_which_routine_it_is(bedroom: Bedroom) -> None:
    bedroom.play("start the pregnancy stretch")
    bedroom.hear_all()
    for answer in bedroom.told("Started"):
        assert set(answer.request["request"]["token"]) <= set("0123456789abcdef")
    stream = bedroom.device.player.stream
    assert stream is not None
    assert set(stream.url.rsplit("/", 1)[1].removesuffix(".mp3")) <= set("0123456789abcdef")


def test_a_file_that_is_gone_is_led_by_voice_from_the_same_place_next_time(
    audible: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bedroom = Bedroom(Household(elsewhere(audible, tmp_path / "audio"), hearing))
    bedroom.play()
    bedroom.hear(30)
    (bedroom.household.settings.audio_dir / bedroom.playlist().recordings[2].file).unlink()
    bedroom.hear_all()
    assert len(bedroom.told("Failed")) == 1
    assert "a device could not play audio: MEDIA_ERROR_INVALID_REQUEST" in caplog.text
    assert bedroom.say("open leg cramp coach").text.endswith(
        "You were in the middle of the bedtime stretch in bed. Shall we carry on?"
    )
    carried = bedroom.say("yes")
    assert carried.session_open
    assert "the towel stretch" in carried.text
    assert "First, toes up" not in carried.text


def test_audio_that_says_other_words_than_the_content_is_not_played(
    audible: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = elsewhere(audible, tmp_path / "audio")
    manifest = json.loads((old.audio_dir / NAME).read_text())
    for playlist in manifest["playlists"]:
        playlist["script"] = "0" * 32
    (old.audio_dir / NAME).write_text(json.dumps(manifest))
    assert (
        Bedroom(Household(old, hearing))
        .say("start my bedtime stretch")
        .text.startswith("Let's do it in bed.")
    )
    assert "render it again" in caplog.text


@pytest.mark.parametrize("harm", ["files are gone", "the manifest is broken", "nothing was rendered"])
def test_without_its_audio_a_routine_is_led_by_voice_and_the_log_says_why(
    harm: str, audible: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    harmed = elsewhere(audible, tmp_path / "audio")
    for path in harmed.audio_dir.iterdir():
        if harm == "nothing was rendered" or (harm == "files are gone" and path.suffix == ".mp3"):
            path.unlink()
    if harm == "the manifest is broken":
        (harmed.audio_dir / NAME).write_text("{")
    assert (
        Bedroom(Household(harmed, hearing))
        .say("start my bedtime stretch")
        .text.startswith("Let's do it in bed.")
    )
    assert ("render" in caplog.text) == (harm != "nothing was rendered")


def test_any_worker_answers_any_request_and_nothing_need_be_stored(
    bedroom: Bedroom, audible: Settings, hearing: Hearing
) -> None:
    bedroom.say("start my bedtime stretch")
    bedroom.say("yes")
    heard = 0
    while (left := bedroom.device.until_next_event()) is not None:
        # The server is killed between any two requests, and what takes its place remembers nobody.
        if heard % 3 == 0:
            bedroom.device.reach(Household(audible, hearing, remember=False).transport)
        bedroom.hear(left)
        heard += 1
    assert len(bedroom.told("Finished")) == len(bedroom.playlist().recordings)


def test_whatever_is_said_while_it_plays_is_answered_within_the_platforms_rules(
    model: InteractionModel, playing: Household
) -> None:
    kinds: tuple[Kind, ...] = ("dot", "show")
    for kind, intent in itertools.product(kinds, model.intents):
        # The device refuses whatever Alexa would refuse.
        device = playing.echo(kind, user=f"{kind} {intent}", clock=Clock())
        for words in ("start my bedtime stretch", "straight through"):
            device.say(words)
        device.let_pass(100)
        answer = device.intent(intent)
        assert answer.text.endswith("?") == device.session_open, (intent, answer.text)
        device.let_pass(ONCE)
        # Nobody is led by two voices at once.
        assert not device.session_open or device.player.activity != "PLAYING"


def test_whatever_is_said_after_it_was_stopped_is_answered_within_the_platforms_rules(
    model: InteractionModel, playing: Household
) -> None:
    for intent in model.intents:
        device = playing.echo(user=intent, clock=Clock())
        for words in ("start my bedtime stretch", "straight through"):
            device.say(words)
        device.let_pass(100)
        device.say("stop")
        answer = device.intent(intent)
        assert answer.text.endswith("?") == device.session_open, (intent, answer.text)


def test_the_opening_with_its_caution_is_not_skipped_by_a_button(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(3)
    bedroom.device.press("next")
    bedroom.hear(1)
    assert bedroom.playing == "Bedtime stretch, in bed"


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("I'm bleeding", "Call 911 now."),
        ("my belly hurts", "Call your midwife or maternity unit today"),
        ("my calf is swollen", "Call your maternity unit"),
    ],
)
def test_whoever_plays_the_pregnancy_stretch_is_heard_as_pregnant(
    words: str, begins: str, bedroom: Bedroom
) -> None:
    bedroom.play_routine("pregnancy")
    bedroom.hear(60)
    answer = bedroom.say(f"ask leg cramp coach {words}")
    assert answer.text.startswith(begins), answer.text
    assert directives(answer) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


@pytest.mark.parametrize("activity", ["STOPPED", "FINISHED", "PAUSED"])
@pytest.mark.parametrize("token", ["ours", "of another rendering"])
@pytest.mark.parametrize(
    "words", ["I have chest pain", "that hurts", "I have a cramp right now", "stop", "pause"]
)
def test_whatever_a_device_says_of_its_player_danger_a_cramp_and_stop_silence_it(
    words: str, token: str, activity: str, bedroom: Bedroom
) -> None:
    send = bedroom.household.transport

    def misreported(envelope: dict[str, Any]) -> dict[str, Any]:
        state = envelope["context"]["AudioPlayer"]
        if "token" in state and envelope["request"]["type"] == "IntentRequest":
            state["playerActivity"] = activity
            state["token"] = state["token"] if token == "ours" else "0" * 32
        return send(envelope)

    bedroom.play()
    bedroom.hear(60)
    bedroom.device.reach(misreported)
    answer = bedroom.device.ask(words)
    assert directives(answer) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


def test_after_a_warning_it_is_not_resumed(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    bedroom.say("ask leg cramp coach I have chest pain")
    for words in ("resume", "next", "repeat"):
        answer = bedroom.say(words)
        assert "AudioPlayer.Play" not in directives(answer), words
        bedroom.hear_all()
        assert bedroom.playing is None
        bedroom.device.end()


def test_what_was_done_last_is_gone_on_with_whatever_the_player_played_before(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    bedroom.say("stop")
    bedroom.say("ask leg cramp coach to do the desk break step by step")
    bedroom.clock.advance(60)
    bedroom.say("stop")
    assert bedroom.kept()["unfinished"]["routine"] == "desk"
    answer = bedroom.say("ask leg cramp coach to resume")
    assert "ankle circles" in answer.text
    assert answer.session_open


def test_without_memory_nobody_is_asked_and_a_wish_is_followed(audible: Settings, hearing: Hearing) -> None:
    away = read_settings(
        {"SKILL_DATABASE_URL": "sqlite:////proc/nobody/memory", "SKILL_AUDIO_DIR": str(audible.audio_dir)}
    )
    device = Household(away, hearing).echo(clock=Clock())
    led = device.ask("start my bedtime stretch")
    assert led.text.startswith("Let's do it in bed.")
    device.end()
    assert directives(device.intent("PlayThroughIntent", {"routine": "desk break"})) == ["AudioPlayer.Play"]


@pytest.mark.parametrize("intent", ["PlayThroughIntent", "StepByStepIntent"])
def test_the_ways_to_lead_a_routine_do_not_go_round_what_guards_it(intent: str, playing: Household) -> None:
    resting = playing.echo(user="resting")
    resting.launch()
    resting.say("my calf is swollen and hot")
    assert "don't stretch or rub it now" in resting.intent(intent, {"routine": "desk break"}).text
    pregnant = Bedroom(playing, user="pregnant")
    pregnant.say("open leg cramp coach")
    pregnant.say("I'm pregnant and I get cramps in my calf")
    answer = pregnant.intend(intent, routine="break from standing")
    pregnant.hear(0.0)
    if intent == "PlayThroughIntent":
        assert pregnant.playlist().routine == "pregnancy"
    else:
        assert "never flat on your back" in answer.text
    cramping = playing.echo(user="cramping")
    routine = playing.routine("cramp-now")
    assert cramping.intent(intent, {"routine": routine}).text.startswith("Straighten your leg")


def test_after_a_failure_resume_is_led_by_voice(audible: Settings, hearing: Hearing, tmp_path: Path) -> None:
    bedroom = Bedroom(Household(elsewhere(audible, tmp_path / "audio"), hearing))
    bedroom.play()
    (bedroom.household.settings.audio_dir / bedroom.playlist().recordings[2].file).unlink()
    bedroom.hear_all()
    answer = bedroom.device.ask("resume")
    assert "the towel stretch" in answer.text
    assert answer.session_open


def test_stopped_in_the_good_night_it_is_done(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(bedroom.playlist().seconds - 2)
    bedroom.say("stop")
    assert bedroom.kept()["unfinished"] is None
    assert bedroom.kept()["finished"] == {"bedtime-in-bed": 1}


def test_however_often_and_late_the_player_tells_of_the_end_it_counts_once(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear_all()
    last = bedroom.told("Finished")[-1].request["request"]["token"]
    for kind in ("Finished", "Started", "Finished"):
        bedroom.device.event(f"AudioPlayer.Playback{kind}", token=last, offsetInMilliseconds=0)
    bedroom.device.press("play")
    bedroom.hear_all()
    assert bedroom.kept()["finished"] == {"bedtime-in-bed": 1}
    assert bedroom.kept()["unfinished"] is None


@pytest.mark.parametrize("offset", [10**9, -5, 10**400])
def test_an_offset_that_makes_no_sense_does_no_harm(offset: int, bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    stream = bedroom.device.player.stream
    assert stream is not None
    for kind in ("Started", "NearlyFinished"):
        bedroom.device.event(f"AudioPlayer.Playback{kind}", token=stream.token, offsetInMilliseconds=offset)
    assert bedroom.say("ask leg cramp coach I have chest pain").text.startswith("Call 911 now.")


def test_a_routine_that_the_content_does_not_have_any_more_is_not_played(
    audible: Settings, hearing: Hearing, tmp_path: Path
) -> None:
    old = elsewhere(audible, tmp_path / "audio")
    manifest = (old.audio_dir / NAME).read_text().replace("bedtime-in-bed", "gone")
    bedroom = Bedroom(Household(audible, hearing))
    bedroom.play()
    bedroom.hear(60)
    (old.audio_dir / NAME).write_text(manifest)
    bedroom.device.reach(Household(old, hearing).transport)
    bedroom.hear_all()
    assert bedroom.say("resume").text
