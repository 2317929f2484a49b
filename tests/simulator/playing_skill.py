"""A small skill that plays audio, and audio for it."""

from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.sound import FetchFailed
from tests.simulator.toy_skill import NOON, ToySkill, envelope, small_model

ADDRESS = "https://coach.test/audio/"


@cache
def mp3(seconds: float) -> bytes:
    """Silence as an MP3; it is up to a tenth of a second longer."""
    lameenc = pytest.importorskip(
        "lameenc", reason="lameenc makes the MP3s of this test: pip install lameenc"
    )
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(48)
    encoder.set_in_sample_rate(16_000)
    encoder.set_channels(1)
    encoder.silence()
    return bytes(encoder.encode(bytes(2 * round(16_000 * seconds))) + encoder.flush())


def play(
    token: str = "a",
    behaviour: str = "REPLACE_ALL",
    *,
    after: str | None = None,
    offset: int = 0,
    **item: Any,
) -> dict[str, Any]:
    """A Play directive for `<token>.mp3`; after: expectedPreviousToken; offset: milliseconds."""
    stream = {"url": f"{ADDRESS}{token}.mp3", "token": token, "offsetInMilliseconds": offset}
    if after is not None:
        stream["expectedPreviousToken"] = after
    return {"type": "AudioPlayer.Play", "playBehavior": behaviour, "audioItem": {"stream": stream, **item}}


STOP = {"type": "AudioPlayer.Stop"}


class PlayingSkill(ToySkill):
    """Plays its tracks one after the other when it is asked for the routine."""

    def __init__(self, tracks: str = "a", /, **answers: dict[str, Any]) -> None:
        """Tracks are letters; answers as for ToySkill."""
        metadata = {"title": "The towel stretch", "subtitle": "Bedtime stretch"}
        begin = envelope("Here it is.", end=True, directives=[play(tracks[0], metadata=metadata)])
        stop = envelope(end=True, directives=[STOP])
        own = {"RoutineIntent": begin, "AMAZON.PauseIntent": stop, "AMAZON.StopIntent": stop}
        super().__init__(**own | answers)
        self._after = dict(pairwise(tracks))

    def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
        answer = super().__call__(request)
        if request["request"]["type"] == "AudioPlayer.PlaybackNearlyFinished":
            token = request["request"]["token"]
            if token in self._after:
                return envelope(directives=[play(self._after[token], "ENQUEUE", after=token)])
        return answer

    @property
    def told(self) -> list[tuple[str, str, int]]:
        """What the audio player told: what, the track and milliseconds, in order."""
        return [
            (told["type"].removeprefix("AudioPlayer.Playback"), told["token"], told["offsetInMilliseconds"])
            for told in (request["request"] for request in self.requests)
            if told["type"].startswith("AudioPlayer.") and "offsetInMilliseconds" in told
        ]

    @property
    def steps(self) -> list[str]:
        """Everything that it was sent, by the last word of its name, with the track where there is one."""
        return [
            " ".join([_name(sent), sent["token"]] if "token" in sent else [_name(sent)])
            for sent in (request["request"] for request in self.requests)
        ]


class Shelf:
    """A place for files, that counts how often each was fetched."""

    def __init__(self, **files: bytes) -> None:
        """Files by the name of their track."""
        self._files = files
        self.fetched: list[str] = []

    def __call__(self, url: str) -> bytes:
        name = url.removeprefix(ADDRESS).removesuffix(".mp3")
        self.fetched.append(name)
        if name not in self._files:
            raise FetchFailed(url, 404, "Not Found")
        return self._files[name]


def playing_device(
    skill: ToySkill, shelf: Shelf | None = None, *, clock: Clock | None = None, **kinds: Any
) -> Device:
    """A device at noon whose time passes only when it is told to; three tracks of a minute each."""
    minute = mp3(60)
    shelf = shelf or Shelf(a=minute, b=minute, c=minute)
    return Device(skill, Hearing(small_model()), clock=clock or Clock(NOON), fetch=shelf, **kinds)


def _name(sent: dict[str, Any]) -> str:
    name = sent["intent"]["name"] if "intent" in sent else sent["type"]
    return str(name).split(".")[-1].removeprefix("Playback").removesuffix("Intent").removesuffix("Request")
