"""Somebody with an Echo that plays routines."""

from skill.audio.playback.manifest import Playlist, read_manifest
from skill.simulator.device import Answer
from tests.household import Person

ONCE = 60.0
"""Seconds in which nothing plays."""


class Bedroom(Person):
    """Somebody with an Echo that plays."""

    def hear_all(self) -> None:
        """Whatever plays, to its end."""
        while (left := self.device.until_next_event()) is not None:
            self.hear(left)

    def play(self, words: str = "start my bedtime stretch") -> None:
        """Begin a routine, played straight through."""
        if self.say(words).session_open:
            self.say("yes")
        self.hear(0.0)

    def play_routine(self, routine: str) -> None:
        """Begin the routine of this id."""
        answer = self.intend("StartRoutineIntent", routine=self.household.routine(routine))
        assert answer.session_open, answer.text
        self.say("straight through")
        self.hear(0.0)

    def told(self, kind: str) -> list[Answer]:
        """What the player told of this kind."""
        return [answer for answer in self.answers if answer.intent == f"AudioPlayer.Playback{kind}"]

    def playlist(self) -> Playlist:
        """What plays."""
        stream = self.device.player.stream
        assert stream is not None
        file = stream.url.rsplit("/", 1)[1]
        playlists = read_manifest(self.household.settings.audio_dir)
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


def directives(answer: Answer) -> list[str]:
    """What the skill had the device do."""
    return [each["type"] for each in answer.response.get("response", {}).get("directives", [])]
