"""The rendering of routines into a folder. Missing tracks are made, and tracks of old renderings removed."""

import re
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from skill.audio.playback.manifest import ManifestError, Playlist, Recording, read_manifest, write_manifest
from skill.audio.playback.tracks import PlaceStart, Track
from skill.audio.rendering.planning import PlannedPlaylist, plan_playlists, recordable
from skill.audio.rendering.progress import Progress
from skill.audio.rendering.synthesis import Synthesiser
from skill.coach.coach import Coach
from skill.coach.plan import Pace
from skill.knowledge.library import Library

_OURS = re.compile(r"[0-9a-f]{32}\.mp3(\.\d+\.new)?")
"""The names of tracks, and of files whose writing was cut off. Only such files are ever removed."""


@dataclass(frozen=True)
class Rendered:
    """The result of a rendering."""

    made: int
    """The number of tracks that were rendered."""
    kept: int
    """The number of tracks that were there already."""
    seconds: float
    """The length of all audio in the folder, in seconds."""
    size: int
    """The size of all audio in the folder, in bytes."""


def render(
    folder: Path, library: Library, synthesiser: Synthesiser, routines: Collection[str], progress: Progress
) -> Rendered:
    """Make the tracks of these routines that are not in the folder yet, at every pace.

    The manifest is written whenever a routine is complete, so that an interrupted run keeps its work.
    Raises SynthesisError, and OSError for a folder that cannot be written.
    """
    coach = Coach(library)
    planned = plan_playlists(library, coach, synthesiser, routines)
    folder.mkdir(parents=True, exist_ok=True)
    before = _read(folder)
    playlists = {_key(each): each for each in before if each.routine in recordable(library)}
    recordings = _kept(folder, before, planned)
    kept = len(recordings)
    missing = {file for each in planned for file in each.files} - recordings.keys()
    with closing(_make(folder, coach, synthesiser, planned, missing, progress)) as making:
        for each in planned:
            # The recordings come in the order in which the playlists name them, each once.
            while not recordings.keys() >= set(each.files):
                made = next(making)
                recordings[made.file] = made
            playlist = _playlist(each, recordings)
            if playlists.get(_key(playlist)) != playlist:
                playlists[_key(playlist)] = playlist
                write_manifest(folder, _ordered(playlists, library))
    if _ordered(playlists, library) != before:
        write_manifest(folder, _ordered(playlists, library))
    _remove_others(folder, playlists.values())
    return _result(folder, playlists.values(), made=len(missing), kept=kept)


def _make(
    folder: Path,
    coach: Coach,
    synthesiser: Synthesiser,
    planned: Sequence[PlannedPlaylist],
    missing: Collection[str],
    progress: Progress,
) -> Generator[Recording, None, None]:
    if not missing:
        return
    # numpy, pyloudnorm and lameenc take longer to import than all the rest of a run that makes no track.
    from skill.audio.rendering.making import make_tracks

    yield from make_tracks(folder, coach, synthesiser, planned, missing, progress)


def _read(folder: Path) -> list[Playlist]:
    try:
        return read_manifest(folder)
    except ManifestError:
        # The lengths of the files stand in the manifest, so without it they are made again.
        return []


def _kept(
    folder: Path, before: Sequence[Playlist], planned: Sequence[PlannedPlaylist]
) -> dict[str, Recording]:
    """Return the planned recordings that are there with their file and with every place, by file."""
    known = {each.file: each for playlist in before for each in playlist.recordings}
    return {
        file: known[file]
        for each in planned
        for file, track in zip(each.files, each.tracks, strict=True)
        if file in known and len(known[file].places) == len(track.places) and (folder / file).is_file()
    }


def _playlist(planned: PlannedPlaylist, recordings: Mapping[str, Recording]) -> Playlist:
    tracks = zip(planned.files, planned.tracks, strict=True)
    return Playlist(
        routine=planned.plan.routine,
        pace=planned.plan.pace,
        script=planned.script,
        recordings=tuple(_at_places_of(track, recordings[file]) for file, track in tracks),
    )


def _at_places_of(track: Track, recording: Recording) -> Recording:
    """Return the recording at the places of this track. Another routine may have the file at other places."""
    starts = zip(track.places, recording.places, strict=True)
    return replace(recording, places=tuple(PlaceStart(found.at, own.place) for own, found in starts))


def _key(playlist: Playlist) -> tuple[str, Pace]:
    return playlist.routine, playlist.pace


def _ordered(playlists: Mapping[tuple[str, Pace], Playlist], library: Library) -> list[Playlist]:
    return [playlists[key] for key in product(recordable(library), Pace) if key in playlists]


def _files_of(playlists: Iterable[Playlist]) -> set[str]:
    return {recording.file for playlist in playlists for recording in playlist.recordings}


def _remove_others(folder: Path, playlists: Iterable[Playlist]) -> None:
    named = _files_of(playlists)
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in named:
            path.unlink(missing_ok=True)


def _result(folder: Path, playlists: Collection[Playlist], *, made: int, kept: int) -> Rendered:
    paths = [folder / file for file in _files_of(playlists)]
    return Rendered(
        made=made,
        kept=kept,
        seconds=sum(playlist.seconds for playlist in playlists),
        size=sum(path.stat().st_size for path in paths if path.is_file()),
    )
