"""Somebody with an Echo that plays routines."""

from typing import Any

from skill.audio.playback.manifest import Playlist, read_manifest
from skill.interaction.model import load_model
from skill.memory.sql import SqlMemory
from skill.settings import Settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device, Turn
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.memory.test_memory import kept_by

USER = "amzn1.ask.account.ONE"
ONCE = 60.0
"""Seconds in which nothing plays."""


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


def directives(turn: Turn) -> list[str]:
    """What the skill had the device do."""
    return [each["type"] for each in turn.response.get("response", {}).get("directives", [])]
