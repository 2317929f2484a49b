from typing import Any

import pytest

from skill.simulator.directives import read_directives
from skill.simulator.player import EARLY, Event, Player
from skill.simulator.sound import Unplayable
from tests.simulator.playing_skill import STOP, play

CLEAR = {"type": "AudioPlayer.ClearQueue", "clearBehavior": "CLEAR_ENQUEUED"}
CLEAR_ALL = {"type": "AudioPlayer.ClearQueue", "clearBehavior": "CLEAR_ALL"}


def minute(url: str) -> float:
    return 60.0


def told(event: Event | None) -> str | None:
    """The event as `Stopped a 12.5`: what, the track, the seconds."""
    if event is None:
        return None
    what = event.type.removeprefix("AudioPlayer.Playback")
    return f"{what} {event.fields['token']} {event.fields['offsetInMilliseconds'] / 1000:g}"


def do(player: Player, *directives: dict[str, Any]) -> list[str]:
    events = [told(player.obey(read)) for read in read_directives(directives, "IntentRequest", True)]
    return [event for event in events if event]


def listen(player: Player, seconds: float) -> list[str]:
    """What is told while so much time passes."""
    heard = []
    while (due := player.until_next) is not None and due <= seconds:
        player.let_pass(due)
        seconds -= due
        event = told(player.happens())
        heard += [event] if event else []
    player.let_pass(seconds)
    return heard


def test_a_player_is_idle_until_it_is_told_to_play() -> None:
    player = Player(minute)
    assert (player.state, player.until_next, player.in_use) == ({"playerActivity": "IDLE"}, None, False)


def test_a_stream_starts_is_nearly_finished_once_and_finishes() -> None:
    player = Player(minute)
    do(player, play("a"))
    assert listen(player, 0) == ["Started a 0"]
    assert listen(player, 20) == []
    assert player.state == {"playerActivity": "PLAYING", "token": "a", "offsetInMilliseconds": 20_000}
    assert player.until_next == 30
    assert listen(player, 39.9) == ["NearlyFinished a 50"]
    assert listen(player, 500) == ["Finished a 60"]
    assert player.state == {"playerActivity": "FINISHED", "token": "a", "offsetInMilliseconds": 60_000}
    assert player.until_next is None


@pytest.mark.parametrize(("setting", "moment"), [(10.0, 50), (25.0, 35), (0.0, 60), (90.0, 0), (EARLY, 0)])
def test_when_a_stream_is_nearly_finished_can_be_set(setting: float, moment: int) -> None:
    player = Player(minute, nearly_finished=setting)
    do(player, play("a"))
    assert listen(player, 500) == ["Started a 0", f"NearlyFinished a {moment}", "Finished a 60"]


def test_a_stream_may_start_in_its_middle() -> None:
    player = Player(minute)
    do(player, play("a", offset=55_500))
    assert listen(player, 5) == ["Started a 55.5", "NearlyFinished a 55.5", "Finished a 60"]


def test_a_start_behind_the_end_is_the_end() -> None:
    player = Player(minute)
    do(player, play("a", offset=90_000))
    assert listen(player, 0) == ["Started a 90", "NearlyFinished a 90", "Finished a 90"]


def test_a_stream_in_the_queue_starts_when_the_one_before_it_ends() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 52)
    do(player, play("b", "ENQUEUE", after="a"), CLEAR)
    do(player, play("b", "ENQUEUE", after="a"))
    assert [stream.token for stream in player.queue] == ["b"]
    assert listen(player, 10) == ["Finished a 60", "Started b 0"]
    assert player.offset == 2000


def test_a_stream_that_was_to_follow_another_one_is_ignored() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 1)
    do(player, play("b", "ENQUEUE", after="x"))
    do(player, play("b", "ENQUEUE", after="a"))
    do(player, play("c", "ENQUEUE", after="a"))
    assert [stream.token for stream in player.queue] == ["b"]
    do(player, play("c", "ENQUEUE", after="b"))
    assert [stream.token for stream in player.queue] == ["b", "c"]


def test_replacing_the_queue_leaves_what_plays() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 1)
    do(player, play("b", "ENQUEUE", after="a"))
    assert do(player, play("c", "REPLACE_ENQUEUED")) == []
    assert [stream.token for stream in player.queue] == ["c"]
    assert player.activity == "PLAYING"


def test_replacing_everything_stops_what_plays() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 12.5)
    do(player, play("b", "ENQUEUE", after="a"))
    assert do(player, play("c")) == ["Stopped a 12.5"]
    assert listen(player, 0) == ["Started c 0"]
    assert player.queue == ()


@pytest.mark.parametrize("directive", [STOP, CLEAR_ALL])
def test_what_plays_is_stopped_once_and_nothing_follows(directive: dict[str, Any]) -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 12.5)
    do(player, play("b", "ENQUEUE", after="a"))
    assert do(player, directive) == ["Stopped a 12.5"]
    assert do(player, directive) == []
    assert player.state == {"playerActivity": "STOPPED", "token": "a", "offsetInMilliseconds": 12_500}
    assert (player.in_use, player.until_next, player.queue) == (True, None, ())


def test_clearing_the_queue_leaves_what_plays() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 1)
    do(player, play("b", "ENQUEUE", after="a"))
    assert do(player, CLEAR) == []
    assert (player.activity, player.queue) == ("PLAYING", ())


@pytest.mark.parametrize(
    "directive", [play("b", "ENQUEUE", after="a"), play("b", "REPLACE_ENQUEUED")], ids=["ENQUEUE", "REPLACE"]
)
def test_what_is_put_into_the_queue_of_a_player_that_does_not_play_starts(directive: dict[str, Any]) -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 90)
    do(player, directive)
    assert listen(player, 0) == ["Started b 0"]


def test_an_interruption_is_told_as_a_stop_and_going_on_as_a_start() -> None:
    player = Player(minute)
    do(player, play("a"))
    listen(player, 12.5)
    assert told(player.interrupt()) == "Stopped a 12.5"
    assert (player.activity, player.until_next, player.interrupt()) == ("PAUSED", None, None)
    player.go_on()
    assert listen(player, 1) == ["Started a 12.5"]
    assert player.state == {"playerActivity": "PLAYING", "token": "a", "offsetInMilliseconds": 13_500}


def test_a_player_may_keep_interruptions_to_itself() -> None:
    player = Player(minute, tells_interruptions=False)
    do(player, play("a"))
    listen(player, 12.5)
    assert player.interrupt() is None
    assert player.activity == "PAUSED"
    player.go_on()
    assert listen(player, 1) == []
    assert player.offset == 13_500


@pytest.mark.parametrize(("tells", "stopped"), [(True, []), (False, ["Stopped a 12.5"])])
def test_a_stop_during_an_interruption_is_told_where_the_pause_was_not(
    tells: bool, stopped: list[str]
) -> None:
    player = Player(minute, tells_interruptions=tells)
    do(player, play("a"))
    listen(player, 12.5)
    player.interrupt()
    assert do(player, STOP) == stopped
    player.go_on()
    assert (player.activity, player.until_next) == ("STOPPED", None)


def test_what_was_only_announced_is_forgotten_when_somebody_speaks() -> None:
    player = Player(minute)
    do(player, play("a"))
    player.interrupt()
    player.go_on()
    assert (player.until_next, player.state) == (None, {"playerActivity": "IDLE"})


def test_a_stream_that_cannot_be_played_fails_and_nothing_follows() -> None:
    def broken(url: str) -> float:
        if url.endswith("b.mp3"):
            raise Unplayable("MEDIA_ERROR_INVALID_REQUEST", "b.mp3: 404 Not Found")
        return 60.0

    player = Player(broken)
    do(player, play("a"))
    listen(player, 1)
    do(player, play("b", "ENQUEUE", after="a"))
    do(player, play("c", "ENQUEUE", after="b"))
    player.let_pass(49)
    assert told(player.happens()) == "NearlyFinished a 50"
    player.let_pass(10)
    assert told(player.happens()) == "Finished a 60"
    failed = player.happens()
    assert failed == Event(
        "AudioPlayer.PlaybackFailed",
        {
            "token": "b",
            "error": {"type": "MEDIA_ERROR_INVALID_REQUEST", "message": "b.mp3: 404 Not Found"},
            "currentPlaybackState": {"playerActivity": "STOPPED", "token": "b", "offsetInMilliseconds": 0},
        },
    )
    assert (player.until_next, player.queue, player.in_use) == (None, (), False)
