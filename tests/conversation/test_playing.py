"""Routines that are played: from start to good night, whatever is said, pressed, late or lost."""

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from skill.audio.manifest import NAME, Playlist, read_manifest
from skill.audio.rendering import recordable
from skill.interaction.model import InteractionModel, load_model
from skill.knowledge.library import load_library
from skill.memory.sql import SqlMemory
from skill.settings import Settings, read_settings
from skill.simulator.clock import Clock
from skill.simulator.controls import Button
from skill.simulator.device import Device, Kind, Turn
from skill.simulator.hearing import Hearing
from skill.simulator.player import EARLY, NEARLY_FINISHED
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.memory.test_memory import kept_by

USER = "amzn1.ask.account.ONE"
MOMENTS = 100
PLAYED = recordable(load_library())
ONCE = 60.0
"""Seconds in which nothing plays."""


@pytest.fixture
def settings(tmp_path: Path, rendered: Path) -> Settings:
    return read_settings(
        {
            "SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}",
            "SKILL_AUDIO_DIR": str(rendered),
        }
    )


class Bedroom:
    """Somebody with an Echo that plays."""

    def __init__(self, settings: Settings, hearing: Hearing, **options: Any) -> None:
        self.settings = settings
        self.clock = Clock()
        self.app = create_app(settings, verify=False)
        self.device = Device(WsgiTransport(self.app), hearing, clock=self.clock, user=USER, **options)
        self.turns: list[Turn] = []
        self._memory = SqlMemory(settings.database_url)

    def say(self, words: str) -> Turn:
        turn = self.device.say(words)
        assert turn is not None, words
        self.turns += [*turn.events, turn]
        return turn

    def hear(self, seconds: float) -> None:
        self.turns += self.device.let_pass(seconds)

    def hear_all(self) -> None:
        """Whatever plays, to its end."""
        while (left := self.device.until_next_event()) is not None:
            self.hear(left)

    def play(self, words: str = "start my bedtime stretch") -> None:
        """Begin a routine, played straight through."""
        turn = self.say(words)
        if turn.session_open:
            self.say("yes")
        self.hear(0.0)

    def play_routine(self, routine: str) -> None:
        """Begin the routine of this id."""
        values = load_model("en-US").types["Routine"]
        name = next(value.name for value in values if value.id == routine)
        turn = self.device.intent("StartRoutineIntent", {"routine": name})
        assert turn.session_open, turn.text
        self.say("straight through")
        self.hear(0.0)

    def told(self, kind: str) -> list[Turn]:
        """What the player told of this kind."""
        return [turn for turn in self.turns if turn.intent == f"AudioPlayer.Playback{kind}"]

    def kept(self) -> dict[str, Any]:
        return self._memory.get_attributes(kept_by(USER))

    def playlist(self) -> Playlist:
        """What plays."""
        stream = self.device.player.stream
        assert stream is not None
        file = stream.url.rsplit("/", 1)[1]
        playlists = read_manifest(self.settings.audio_dir)
        return next(each for each in playlists if file in [track.file for track in each.recordings])

    @property
    def playing(self) -> str | None:
        """The title of the track that plays."""
        stream = self.device.player.stream
        return stream.title if stream and self.device.player.activity == "PLAYING" else None

    @property
    def where(self) -> tuple[str | None, int]:
        """The same, with how many milliseconds of it were heard."""
        return self.playing, self.device.player.offset

    @property
    def queued(self) -> int:
        """How many tracks come after it."""
        return len(self.device.player.queue)


@pytest.fixture
def bedroom(settings: Settings, hearing: Hearing) -> Bedroom:
    return Bedroom(settings, hearing)


def directives(turn: Turn) -> list[str]:
    return [each["type"] for each in turn.response.get("response", {}).get("directives", [])]


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
    routine: str, nearly: float, settings: Settings, hearing: Hearing
) -> None:
    bedroom = Bedroom(settings, hearing, nearly_finished=nearly)
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


@pytest.mark.parametrize("routine", PLAYED)
def test_it_goes_on_to_the_millisecond_whenever_it_is_paused(routine: str, bedroom: Bedroom) -> None:
    bedroom.play_routine(routine)
    length = bedroom.playlist().seconds
    for _ in range(MOMENTS):
        bedroom.hear(length / (MOMENTS + 1))
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
    turn = bedroom.say("stop")
    assert (turn.text, turn.session_open) == ("", False)
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
    turn = bedroom.say("next")
    assert "Sleep well" in turn.text
    assert bedroom.playing is None


def test_what_is_over_is_neither_resumed_nor_skipped_but_may_begin_again(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear_all()
    for words in ("resume", "next"):
        turn = bedroom.say(words)
        assert turn.text.startswith("Nothing is paused right now.")
        bedroom.say("stop")
    bedroom.say("start over")
    bedroom.hear(0)
    assert bedroom.playing == "Bedtime stretch, in bed"


@pytest.mark.parametrize("words", ["loop", "shuffle on", "loop off", "shuffle off"])
def test_loop_and_shuffle_are_answered_and_it_goes_on(words: str, bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(40)
    turn = bedroom.say(words)
    assert "can't loop or shuffle" in turn.text
    assert not turn.session_open
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
    titles = [turn.request["request"]["token"] for turn in bedroom.told("Started")]
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
    turn = bedroom.say(f"ask leg cramp coach {words}")
    assert turn.text.startswith(begins), turn.text
    assert directives(turn) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]
    bedroom.hear_all()
    assert bedroom.playing is None
    assert bedroom.kept()["unfinished"] is None


@pytest.mark.parametrize("told", [True, False])
def test_a_question_is_answered_and_the_track_goes_on(
    told: bool, settings: Settings, hearing: Hearing
) -> None:
    # Whether a device tells that it waits while somebody speaks.
    bedroom = Bedroom(settings, hearing, tells_interruptions=told)
    bedroom.play()
    bedroom.hear(60)
    offset = bedroom.device.player.offset
    turn = bedroom.say("ask leg cramp coach why do leg cramps happen")
    assert "tired muscles" in turn.text
    assert not turn.session_open
    assert directives(turn) == []
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
    turn = bedroom.say("ask leg cramp coach to go slower")
    assert turn.text == "Okay, slower."
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
        ("longer holds", "Okay, longer holds."),
        ("just my left leg", "Okay, just the left leg."),
        ("I have no towel", "That's fine, we'll do without."),
    ],
)
def test_what_audio_cannot_do_is_led_by_voice_from_the_same_place(
    words: str, begins: str, bedroom: Bedroom
) -> None:
    bedroom.play()
    bedroom.hear(150)
    turn = bedroom.say(f"ask leg cramp coach {words}")
    assert turn.text.startswith(begins), turn.text
    assert turn.session_open
    assert directives(turn) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


def test_straight_through_in_the_middle_plays_from_there(bedroom: Bedroom) -> None:
    bedroom.say("start my bedtime stretch")
    bedroom.say("step by step")
    bedroom.clock.advance(100)
    turn = bedroom.say("play it straight through")
    assert directives(turn) == ["AudioPlayer.Play"]
    bedroom.hear(0)
    assert bedroom.playing == "The towel stretch"


def test_opening_it_waits_with_the_audio_and_yes_goes_on(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
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
    turn = bedroom.say("next")
    assert turn.text == "Not with a swollen, hot, red or injured leg. If anything hurts, stop."
    bedroom.hear(0)
    assert bedroom.playing == "Toes up"


def test_where_nothing_can_be_played_nothing_is_promised(settings: Settings, hearing: Hearing) -> None:
    bedroom = Bedroom(settings, hearing, kind="bare")
    turn = bedroom.say("play it straight through")
    assert turn.text.startswith("I can't play that straight through here.")
    assert turn.session_open


def test_a_cramp_is_led_by_voice_whatever_plays(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    turn = bedroom.say("ask leg cramp coach I have a cramp right now")
    assert turn.text.startswith("Straighten your leg")
    assert directives(turn) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]
    assert turn.session_open


def test_a_device_without_a_player_is_led_by_voice(settings: Settings, hearing: Hearing) -> None:
    bedroom = Bedroom(settings, hearing, kind="bare")
    assert bedroom.say("start my bedtime stretch").text.startswith("Let's do it in bed.")


def test_what_is_for_somebody_in_particular_is_led_by_voice(bedroom: Bedroom) -> None:
    bedroom.say("open leg cramp coach")
    bedroom.say("I'm pregnant and I get cramps in my calf")
    assert "propped up" in bedroom.say("start my bedtime stretch").text


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
    for turn in bedroom.told("Started"):
        assert set(turn.request["request"]["token"]) <= set("0123456789abcdef")
    stream = bedroom.device.player.stream
    assert stream is not None
    assert set(stream.url.rsplit("/", 1)[1].removesuffix(".mp3")) <= set("0123456789abcdef")


def test_a_file_that_is_gone_is_led_by_voice_from_the_same_place_next_time(
    settings: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bedroom = Bedroom(_elsewhere(settings, tmp_path / "audio"), hearing)
    bedroom.play()
    bedroom.hear(30)
    (bedroom.settings.audio_dir / bedroom.playlist().recordings[2].file).unlink()
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


def _elsewhere(settings: Settings, folder: Path) -> Settings:
    """The same audio in a folder that may be harmed."""
    folder.mkdir()
    for path in settings.audio_dir.iterdir():
        if path.name == NAME:
            (folder / NAME).write_bytes(path.read_bytes())
        else:
            (folder / path.name).hardlink_to(path)
    return read_settings({"SKILL_AUDIO_DIR": str(folder), "SKILL_DATABASE_URL": settings.database_url})


def test_audio_that_says_other_words_than_the_content_is_not_played(
    settings: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    old = _elsewhere(settings, tmp_path / "audio")
    manifest = json.loads((old.audio_dir / NAME).read_text())
    for playlist in manifest["playlists"]:
        playlist["script"] = "0" * 32
    (old.audio_dir / NAME).write_text(json.dumps(manifest))
    assert Bedroom(old, hearing).say("start my bedtime stretch").text.startswith("Let's do it in bed.")
    assert "render it again" in caplog.text


@pytest.mark.parametrize("harm", ["files are gone", "the manifest is broken", "nothing was rendered"])
def test_without_its_audio_a_routine_is_led_by_voice_and_the_log_says_why(
    harm: str, settings: Settings, hearing: Hearing, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    harmed = _elsewhere(settings, tmp_path / "audio")
    for path in harmed.audio_dir.iterdir():
        if harm == "nothing was rendered" or (harm == "files are gone" and path.suffix == ".mp3"):
            path.unlink()
    if harm == "the manifest is broken":
        (harmed.audio_dir / NAME).write_text("{")
    assert Bedroom(harmed, hearing).say("start my bedtime stretch").text.startswith("Let's do it in bed.")
    assert ("render" in caplog.text) == (harm != "nothing was rendered")


def test_any_worker_answers_any_request_and_nothing_need_be_stored(
    settings: Settings, hearing: Hearing
) -> None:
    bedroom = Bedroom(settings, hearing)
    bedroom.say("start my bedtime stretch")
    bedroom.say("yes")
    heard = 0
    while (left := bedroom.device.until_next_event()) is not None:
        # The server is killed between any two requests, and what takes its place remembers nobody.
        if heard % 3 == 0:
            bedroom.device.reach(WsgiTransport(create_app(settings, verify=False, remember=False)))
        bedroom.hear(left)
        heard += 1
    assert len(bedroom.told("Finished")) == len(bedroom.playlist().recordings)


def test_whatever_is_said_while_it_plays_is_answered_within_the_platforms_rules(
    model: InteractionModel, settings: Settings, hearing: Hearing
) -> None:
    transport = WsgiTransport(create_app(settings, verify=False))
    kinds: tuple[Kind, ...] = ("dot", "show")
    for kind, intent in itertools.product(kinds, model.intents):
        # The device refuses whatever Alexa would refuse.
        device = Device(transport, hearing, kind=kind, user=f"{kind} {intent}", clock=Clock())
        for words in ("start my bedtime stretch", "straight through"):
            device.say(words)
        device.let_pass(100)
        turn = device.intent(intent)
        assert turn.text.endswith("?") == device.session_open, (intent, turn.text)
        device.let_pass(ONCE)
        # Nobody is led by two voices at once.
        assert not device.session_open or device.player.activity != "PLAYING"


def test_whatever_is_said_after_it_was_stopped_is_answered_within_the_platforms_rules(
    model: InteractionModel, settings: Settings, hearing: Hearing
) -> None:
    transport = WsgiTransport(create_app(settings, verify=False))
    for intent in model.intents:
        device = Device(transport, hearing, user=intent, clock=Clock())
        for words in ("start my bedtime stretch", "straight through"):
            device.say(words)
        device.let_pass(100)
        device.say("stop")
        turn = device.intent(intent)
        assert turn.text.endswith("?") == device.session_open, (intent, turn.text)


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
    turn = bedroom.say(f"ask leg cramp coach {words}")
    assert turn.text.startswith(begins), turn.text
    assert directives(turn) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


@pytest.mark.parametrize("activity", ["STOPPED", "FINISHED", "PAUSED"])
@pytest.mark.parametrize("token", ["ours", "of another rendering"])
@pytest.mark.parametrize(
    "words", ["I have chest pain", "that hurts", "I have a cramp right now", "stop", "pause"]
)
def test_whatever_a_device_says_of_its_player_danger_a_cramp_and_stop_silence_it(
    words: str, token: str, activity: str, settings: Settings, hearing: Hearing
) -> None:
    app = create_app(settings, verify=False)
    send = WsgiTransport(app)

    def misreported(envelope: dict[str, Any]) -> dict[str, Any]:
        state = envelope["context"]["AudioPlayer"]
        if "token" in state and envelope["request"]["type"] == "IntentRequest":
            state["playerActivity"] = activity
            state["token"] = state["token"] if token == "ours" else "0" * 32
        return send(envelope)

    device = Device(misreported, hearing, clock=Clock(), user=USER, fetch=send.fetch)
    for said in ("start my bedtime stretch", "straight through"):
        device.say(said)
    device.let_pass(60)
    turn = device.ask(words)
    assert directives(turn) == ["AudioPlayer.Stop", "AudioPlayer.ClearQueue"]


def test_after_a_warning_it_is_not_resumed(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    bedroom.say("ask leg cramp coach I have chest pain")
    for words in ("resume", "next", "repeat"):
        turn = bedroom.say(words)
        assert "AudioPlayer.Play" not in directives(turn), words
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
    turn = bedroom.say("ask leg cramp coach to resume")
    assert "ankle circles" in turn.text
    assert turn.session_open


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
    turn = bedroom.say("pause")
    assert not turn.session_open
    bedroom.hear_all()
    assert bedroom.playing is None
    assert bedroom.kept()["unfinished"]["place"][0] == 1
    bedroom.say("resume")
    bedroom.hear(0)
    assert bedroom.playing == "The towel stretch"


def test_help_while_it_plays_says_what_reaches_the_skill_then(bedroom: Bedroom) -> None:
    bedroom.play()
    bedroom.hear(60)
    turn = bedroom.say("ask leg cramp coach for help")
    assert "say Alexa, ask leg cramp coach" in turn.text
    assert turn.text.endswith("Shall we go on?")


def test_the_first_question_is_asked_again_when_the_answer_is_not_understood(bedroom: Bedroom) -> None:
    bedroom.say("start the desk break")
    again = bedroom.device.intent("AMAZON.FallbackIntent")
    assert again.text.endswith("so you can talk to me?")
    assert bedroom.say("step by step").text.startswith("Let's loosen up at your desk.")


def test_without_memory_nobody_is_asked_and_a_wish_is_followed(settings: Settings, hearing: Hearing) -> None:
    away = read_settings(
        {"SKILL_DATABASE_URL": "sqlite:////proc/nobody/memory", "SKILL_AUDIO_DIR": str(settings.audio_dir)}
    )
    device = Device(WsgiTransport(create_app(away, verify=False)), hearing, clock=Clock())
    led = device.ask("start my bedtime stretch")
    assert led.text.startswith("Let's do it in bed.")
    device.end()
    assert directives(device.intent("PlayThroughIntent", {"routine": "desk break"})) == ["AudioPlayer.Play"]


@pytest.mark.parametrize("intent", ["PlayThroughIntent", "StepByStepIntent"])
def test_the_ways_to_lead_a_routine_do_not_go_round_what_guards_it(
    intent: str, settings: Settings, hearing: Hearing
) -> None:
    transport = WsgiTransport(create_app(settings, verify=False))
    users = itertools.count()

    def device() -> Device:
        return Device(transport, hearing, clock=Clock(), user=f"{intent} {next(users)}")

    resting = device()
    resting.launch()
    resting.say("my calf is swollen and hot")
    assert "don't stretch or rub it now" in resting.intent(intent, {"routine": "desk break"}).text
    pregnant = device()
    pregnant.launch()
    pregnant.say("I'm pregnant and I get cramps in my calf")
    turn = pregnant.intent(intent, {"routine": "break from standing"})
    assert turn.text == "" or "never flat on your back" in turn.text
    cramping = device()
    routine = next(value for value in hearing.model.types["Routine"] if value.id == "cramp-now")
    assert cramping.intent(intent, {"routine": routine.name}).text.startswith("Straighten your leg")


def test_after_a_failure_resume_is_led_by_voice(settings: Settings, hearing: Hearing, tmp_path: Path) -> None:
    bedroom = Bedroom(_elsewhere(settings, tmp_path / "audio"), hearing)
    bedroom.play()
    (bedroom.settings.audio_dir / bedroom.playlist().recordings[2].file).unlink()
    bedroom.hear_all()
    turn = bedroom.device.ask("resume")
    assert "the towel stretch" in turn.text
    assert turn.session_open


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
    settings: Settings, hearing: Hearing, tmp_path: Path
) -> None:
    old = _elsewhere(settings, tmp_path / "audio")
    manifest = (old.audio_dir / NAME).read_text().replace("bedtime-in-bed", "gone")
    bedroom = Bedroom(settings, hearing)
    bedroom.play()
    bedroom.hear(60)
    (old.audio_dir / NAME).write_text(manifest)
    bedroom.device.reach(WsgiTransport(create_app(old, verify=False)))
    bedroom.hear_all()
    assert bedroom.say("resume").text
