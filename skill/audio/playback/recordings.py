"""The recordings of routines: which ones there are, and the moments in them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Self

from skill.audio.playback.manifest import ManifestError, Playlist, Recording, read_manifest
from skill.audio.playback.tracks import digest, fingerprint
from skill.coach.coach import Coach
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Plan

_CACHED_PLANS = 256
"""The number of plans whose scripts are cached."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """A moment in a playlist."""

    playlist: Playlist
    index: int
    """The index of the track in the playlist."""
    seconds: float = 0.0
    """The seconds since the track began."""

    @property
    def recording(self) -> Recording:
        """The recording of the track."""
        return self.playlist.recordings[self.index]

    @property
    def plan(self) -> Plan:
        """The plan that the playlist plays."""
        return Plan(self.playlist.routine, self.playlist.pace)

    @property
    def is_last(self) -> bool:
        """This is true if the track is the last one of the playlist."""
        return self.index == len(self.playlist.recordings) - 1

    @property
    def place(self) -> Place:
        """The place at which the person is at this moment."""
        begun = [place for at, place in self.recording.places if at <= self.seconds]
        return begun[-1] if begun else self.recording.places[0].place

    @property
    def left(self) -> float:
        """The seconds until the end of the playlist."""
        later = sum(recording.seconds for recording in self.playlist.recordings[self.index :])
        return max(later - self.seconds, 0.0)

    @property
    def token(self) -> str:
        """The name by which the player knows the track: a hash that is different in another rendering."""
        return digest(f"{self.playlist.id} {self.index}")

    def next(self) -> Self | None:
        """Return the beginning of the next track, or None after the last one."""
        return None if self.is_last else replace(self, index=self.index + 1, seconds=0.0)

    def previous(self) -> Self:
        """Return the beginning of the track before, or that of the first track itself."""
        return replace(self, index=max(self.index - 1, 0), seconds=0.0)

    def again(self) -> Self:
        """Return the moment at which the current place begins."""
        here = self.place
        return replace(self, seconds=next(at for at, place in self.recording.places if place == here))


class Recordings:
    """All playlists that can be played, and the address of their files."""

    def __init__(self, playlists: Iterable[Playlist], address: str, coach: Coach) -> None:
        """Make a collection. Playlists of routines that the content has no more are left out.

        address: the address of the folder with the files, without a slash at its end.
        """
        self.playlists = tuple(
            each for each in playlists if coach.has_part(Plan(each.routine), OPENING, part=0)
        )
        """The playlists, one for each routine and pace that was rendered."""
        self._by_plan = {(playlist.routine, playlist.pace): playlist for playlist in self.playlists}
        self._address = address
        self._by_token = {
            position.token: position
            for playlist in self.playlists
            for index in range(len(playlist.recordings))
            for position in (Position(playlist, index),)
        }
        self._coach = coach
        self._script = lru_cache(_CACHED_PLANS)(self._script_of)
        self._is_current = lru_cache(_CACHED_PLANS)(self._is_up_to_date)

    def playlist(self, plan: Plan) -> Playlist | None:
        """Return the playlist that plays this plan word for word, or None where there is none."""
        playlist = self._by_plan.get((plan.routine, plan.pace))
        if playlist is None or not self._is_current(playlist):
            return None
        return playlist if self._script(replace(plan, detail=Detail.FULL)) == playlist.script else None

    def at(self, token: str | None, milliseconds: int | None) -> Position | None:
        """Return a moment of the track with this token, or None for the token of another rendering."""
        position = self._by_token.get(token or "")
        if position is None:
            return None
        longest = round(position.recording.seconds * 1000)
        return replace(position, seconds=min(max(milliseconds or 0, 0), longest) / 1000)

    def find(self, playlist: Playlist, place: Place) -> Position:
        """Return the moment at which a place begins, or the last place before it that the playlist has."""
        found = Position(playlist, 0)
        for index, recording in enumerate(playlist.recordings):
            for at, each in recording.places:
                if each <= place:
                    found = Position(playlist, index, at)
        return found

    def url(self, position: Position) -> str:
        """Return the address of a track's file."""
        return f"{self._address}/{position.recording.file}"

    def _is_up_to_date(self, playlist: Playlist) -> bool:
        current = self._script(Plan(playlist.routine, playlist.pace)) == playlist.script
        if not current:
            logger.warning("the audio of a routine says other words than the content: render it again")
        return current

    def _script_of(self, plan: Plan) -> str:
        return fingerprint(self._coach.audio_cues(plan))


def nothing_rendered(coach: Coach) -> Recordings:
    """Return an empty collection, with which every routine is led by voice."""
    return Recordings([], "", coach)


def read_recordings(folder: Path, address: str | None, coach: Coach, *, served_here: bool) -> Recordings:
    """Return what was rendered into a folder. A log line tells of playlists that are left out.

    address: the address of the files for the device. Without one nothing is played.
    served_here: True if this process serves the files. Then playlists that lack files are left out.
    """
    try:
        playlists = read_manifest(folder)
    except ManifestError as error:
        logger.error("no audio is played: %s", error)
        playlists = []
    if playlists and address is None:
        logger.warning("audio was rendered, and is not played: set SKILL_AUDIO_URL or SKILL_ENDPOINT")
        playlists = []
    complete = [playlist for playlist in playlists if not served_here or _is_there(folder, playlist)]
    if len(complete) < len(playlists):
        missing = len(playlists) - len(complete)
        logger.warning("%s of %s audio routines lack files: render them again", missing, len(playlists))
    return Recordings(complete, address or "", coach)


def _is_there(folder: Path, playlist: Playlist) -> bool:
    return all((folder / recording.file).is_file() for recording in playlist.recordings)
