"""The routines that were rendered, as the skill plays them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from skill.audio.manifest import ManifestError, Playlist, Recording, read_manifest
from skill.audio.tracks import digest, fingerprint
from skill.coach.coach import Coach
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Plan

_KEPT = 256
"""Plans whose scripts are kept."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """A moment in a playlist."""

    playlist: Playlist
    index: int
    """Of the track."""
    seconds: float = 0.0
    """Since the track began."""

    @property
    def recording(self) -> Recording:
        """The track."""
        return self.playlist.recordings[self.index]

    @property
    def is_last(self) -> bool:
        """Whether no track comes after it."""
        return self.index == len(self.playlist.recordings) - 1

    @property
    def place(self) -> Place:
        """Where somebody is who hears it."""
        begun = [place for at, place in self.recording.places if at <= self.seconds]
        return begun[-1] if begun else self.recording.places[0][1]

    @property
    def left(self) -> float:
        """Seconds until the end of all of it."""
        later = sum(recording.seconds for recording in self.playlist.recordings[self.index :])
        return max(later - self.seconds, 0.0)

    @property
    def token(self) -> str:
        """What names the track to the player: a hash, which another rendering does not share."""
        return digest(f"{self.playlist.id} {self.index}")

    def next(self) -> "Position | None":
        """The beginning of the next track."""
        return None if self.is_last else Position(self.playlist, self.index + 1)

    def previous(self) -> "Position":
        """The beginning of the track before; of the first one, its own."""
        return Position(self.playlist, max(self.index - 1, 0))

    def again(self) -> "Position":
        """The beginning of the place that is being done."""
        here = self.place
        return replace(self, seconds=next(at for at, place in self.recording.places if place == here))


class Recordings:
    """What there is to be played, and where it lies."""

    def __init__(self, playlists: Iterable[Playlist], address: str, coach: Coach) -> None:
        """address: of the folder with the files, without a slash at its end."""
        self.playlists = tuple(
            each for each in playlists if coach.has_part(Plan(each.routine), OPENING, part=0)
        )
        """Every routine that was rendered, at each pace."""
        self._by_plan = {(playlist.routine, playlist.pace): playlist for playlist in self.playlists}
        self._address = address
        self._by_token = {
            position.token: position
            for playlist in self.playlists
            for index in range(len(playlist.recordings))
            for position in (Position(playlist, index),)
        }
        self._coach = coach
        self._script = lru_cache(_KEPT)(self._written)
        self._is_current = lru_cache(_KEPT)(self._compared)

    def playlist(self, plan: Plan) -> Playlist | None:
        """What plays this plan, word for word; None where nothing does."""
        playlist = self._by_plan.get((plan.routine, plan.pace))
        if playlist is None or not self._is_current(playlist):
            return None
        return playlist if self._script(replace(plan, detail=Detail.FULL)) == playlist.script else None

    def at(self, token: str | None, milliseconds: int | None) -> Position | None:
        """The moment of a track's token; None for a token of another rendering, or of nobody's."""
        position = self._by_token.get(token or "")
        if position is None:
            return None
        longest = round(position.recording.seconds * 1000)
        return replace(position, seconds=min(max(milliseconds or 0, 0), longest) / 1000)

    def find(self, playlist: Playlist, place: Place) -> Position:
        """Where a place begins in a playlist: the last one that is not after it."""
        found = Position(playlist, 0)
        for index, recording in enumerate(playlist.recordings):
            for at, each in recording.places:
                if each <= place:
                    found = Position(playlist, index, at)
        return found

    def url(self, position: Position) -> str:
        """The address of a track's file."""
        return f"{self._address}/{position.recording.file}"

    def _compared(self, playlist: Playlist) -> bool:
        current = self._script(Plan(playlist.routine, playlist.pace)) == playlist.script
        if not current:
            logger.warning("the audio of a routine says other words than the content: render it again")
        return current

    def _written(self, plan: Plan) -> str:
        return fingerprint(self._coach.audio_cues(plan))


def nothing_rendered(coach: Coach) -> Recordings:
    """No audio: every routine is led by voice."""
    return Recordings([], "", coach)


def read_recordings(folder: Path, address: str | None, coach: Coach, *, served_here: bool) -> Recordings:
    """What was rendered into a folder. What is broken or missing is logged, and is not played.

    address: where the files are for the device; without one nothing is played.
    """
    try:
        playlists = read_manifest(folder)
    except ManifestError as error:
        logger.error("no audio is played: %s", error)
        playlists = []
    if playlists and address is None:
        logger.warning("audio was rendered, and is not played: set SKILL_AUDIO_URL or SKILL_ENDPOINT")
        playlists = []
    whole = [playlist for playlist in playlists if not served_here or _is_there(folder, playlist)]
    if len(whole) < len(playlists):
        missing = len(playlists) - len(whole)
        logger.warning("%s of %s audio routines lack files: render them again", missing, len(playlists))
    return Recordings(whole, address or "", coach)


def _is_there(folder: Path, playlist: Playlist) -> bool:
    return all((folder / recording.file).is_file() for recording in playlist.recordings)
