from typing import Any

import pytest

from skill.simulator.directives import ClearQueue, Play, Stop, Stream, read_directives
from skill.simulator.response import PlatformFault
from tests.simulator.playing_skill import STOP, play


def with_stream(**changes: Any) -> dict[str, Any]:
    directive = play("a")
    directive["audioItem"]["stream"] |= changes
    return directive


def fault_of(*directives: Any, request_type: str = "IntentRequest", end: bool | None = True) -> str:
    with pytest.raises(PlatformFault) as fault:
        read_directives(directives, request_type, end)
    return str(fault.value)


def test_the_players_directives_are_read_in_their_order() -> None:
    clear = {"type": "AudioPlayer.ClearQueue", "clearBehavior": "CLEAR_ALL"}
    later = play("b", "ENQUEUE", after="a", offset=1500, metadata={"title": "T", "subtitle": "S"})
    screen = {"type": "Alexa.Presentation.APL.RenderDocument"}
    assert read_directives([STOP, clear, screen, later], "LaunchRequest", True) == [
        Stop(),
        ClearQueue(everything=True),
        Play("ENQUEUE", Stream("https://coach.test/audio/b.mp3", "b", 1.5, "T", "S"), "a"),
    ]


@pytest.mark.parametrize("end", [True, None])
def test_a_play_goes_with_a_session_that_closes_or_is_left_to_the_device(end: bool | None) -> None:
    assert read_directives([play("a")], "IntentRequest", end)


def test_a_play_does_not_go_with_an_open_microphone() -> None:
    assert "shouldEndSession" in fault_of(play("a"), end=False)
    assert read_directives([STOP], "IntentRequest", False) == [Stop()]


def test_there_is_one_play_in_a_response() -> None:
    assert "2 AudioPlayer.Play" in fault_of(play("a"), play("b", "ENQUEUE", after="a"))


@pytest.mark.parametrize(
    "url",
    [
        "http://coach.example/a.mp3",
        "ftp://coach.example/a.mp3",
        "a.mp3",
        "https:///a.mp3",
        "https://[::1/a.mp3",
        "https://coach.example:x/a.mp3",
        "https://coach.example/a b.mp3",
        "https://coach.example/\u00e9.mp3",
        "https://coach.example/" + "a" * 8000,
        "",
        None,
    ],
)
def test_a_stream_has_an_https_url(url: str | None) -> None:
    assert "url" in fault_of(with_stream(url=url))


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost", "[::1]:80"])
def test_this_machine_needs_no_certificate(host: str) -> None:
    assert read_directives([with_stream(url=f"http://{host}/audio/a.mp3")], "IntentRequest", True)


@pytest.mark.parametrize("token", [None, "", "x" * 1025, 7])
def test_a_stream_has_a_token_of_a_longest_length(token: object) -> None:
    assert "token" in fault_of(with_stream(token=token))
    assert read_directives([with_stream(token="x" * 1024)], "IntentRequest", True)


@pytest.mark.parametrize("offset", [-1, 1.5, "0", True])
def test_an_offset_is_a_whole_number_from_0(offset: object) -> None:
    assert "offsetInMilliseconds" in fault_of(with_stream(offsetInMilliseconds=offset))
    [read] = read_directives([with_stream(offsetInMilliseconds=None)], "IntentRequest", True)
    assert isinstance(read, Play)
    assert read.stream.offset == 0


def test_what_is_put_behind_says_what_it_follows_and_nothing_else_does() -> None:
    assert "expectedPreviousToken" in fault_of(play("b", "ENQUEUE"))
    assert "expectedPreviousToken" in fault_of(play("b", after="a"))
    assert "expectedPreviousToken" in fault_of(play("b", "REPLACE_ENQUEUED", after="a"))


@pytest.mark.parametrize(
    "directive",
    [
        "AudioPlayer.Stop",
        {},
        {"type": "AudioPlayer.Pause"},
        {"type": "AudioPlayer.ClearQueue"},
        {"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL"},
        {"type": "AudioPlayer.Play", "playBehavior": "REPLACE_ALL", "audioItem": {"stream": []}},
        play("a", "REPLACE"),
        play("a", metadata=["title"]),
    ],
)
def test_a_directive_that_is_not_whole_is_a_fault(directive: Any) -> None:
    assert fault_of(directive)


@pytest.mark.parametrize(
    "request_type",
    ["AudioPlayer.PlaybackStopped", "SessionEndedRequest", "AlexaSkillEvent.SkillDisabled"],
)
def test_some_requests_are_answered_by_nothing(request_type: str) -> None:
    assert "nothing may be" in fault_of(STOP, request_type=request_type, end=None)
    assert read_directives([], request_type, None) == []


@pytest.mark.parametrize("what", ["Started", "Finished"])
def test_the_start_and_the_end_of_a_stream_are_not_the_time_to_play(what: str) -> None:
    assert "only Stop and ClearQueue" in fault_of(
        play("a"), request_type=f"AudioPlayer.Playback{what}", end=None
    )
    assert read_directives([STOP], f"AudioPlayer.Playback{what}", None) == [Stop()]


@pytest.mark.parametrize(
    "request_type",
    [
        "AudioPlayer.PlaybackNearlyFinished",
        "AudioPlayer.PlaybackFailed",
        "PlaybackController.NextCommandIssued",
    ],
)
def test_the_player_and_its_buttons_are_answered_by_the_players_directives_only(request_type: str) -> None:
    assert read_directives([play("a")], request_type, None)
    screen = {"type": "Alexa.Presentation.APL.RenderDocument"}
    assert "only AudioPlayer directives" in fault_of(screen, request_type=request_type, end=None)
