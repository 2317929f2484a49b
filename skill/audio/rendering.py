"""The routines rendered into a folder: what is missing is made, what nothing names any more is removed."""

import os
import re
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import product, starmap
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from skill.audio.manifest import ManifestError, Playlist, Recording, read_manifest, write_manifest
from skill.audio.synthesis import Line, Synthesiser, SynthesisError
from skill.audio.tracks import Track, digest, fingerprint, tracks_of
from skill.coach.coach import Coach
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library
from skill.knowledge.routines import Mood
from skill.voice.timing import text_seconds

if TYPE_CHECKING:
    from skill.audio.sound import Sound

# What makes sound is imported where something has to be rendered: to find out that nothing has takes no time.

INSTALL = 'pip install -e ".[audio]"'
FEW = 6
"""Tracks that are sooner made here than by other processes, whose start takes a second or two."""
_RECIPE = ("sound.py", "encoding.py")
"""What is made of the words is written in these modules: changed, they make other tracks."""
_ENCODER = "lameenc"
_OURS = re.compile(r"[0-9a-f]{32}\.mp3(\.\d+\.new)?")
"""Tracks, and what is left of one whose writing was cut off. Nothing else in the folder is ever removed."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""


@dataclass(frozen=True)
class Rendered:
    """What came of it."""

    made: int
    kept: int
    """Tracks that were rendered, and that were there already."""
    seconds: float
    """Of all that is in the folder now."""
    size: int
    """Of it, in bytes."""


@dataclass(frozen=True)
class _Planned:
    """A routine at one pace, as it will be: with estimated lengths, which are enough to name its files."""

    plan: Plan
    script: str
    tracks: tuple[Track, ...]
    files: tuple[str, ...]


def recordable(library: Library) -> list[str]:
    """The routines that are rendered: all but those for a cramp, which are always led by voice."""
    return [name for name, routine in library.routines.items() if routine.mood is not Mood.ACUTE]


def render(
    folder: Path, library: Library, synthesiser: Synthesiser, routines: Collection[str], progress: Progress
) -> Rendered:
    """Make the tracks of these routines that are not in the folder yet, at every pace.

    The manifest is written whenever a routine is complete, so what was made before an early end stays.
    Raises SynthesisError, and OSError for a folder that cannot be written.
    """
    coach = Coach(library)
    made_with = _made_with(synthesiser)
    planned = [
        _planned(coach, Plan(name, pace), made_with)
        for name, pace in product(recordable(library), Pace)
        if name in routines
    ]
    folder.mkdir(parents=True, exist_ok=True)
    before = _read(folder)
    playlists = {_key(each): each for each in before if each.routine in recordable(library)}
    known = _kept(folder, before, planned)
    kept, asked = len(known), {file for each in planned for file in each.files}
    missing = asked - known.keys()
    with closing(_make(folder, coach, synthesiser, planned, missing, progress)) as making:
        for each in planned:
            # The tracks come in the order in which the playlists name them, each once.
            while not known.keys() >= set(each.files):
                made = next(making)
                known[made.file] = made
            recordings = (
                _at(known[file], track) for file, track in zip(each.files, each.tracks, strict=True)
            )
            playlist = Playlist(each.plan.routine, each.plan.pace, each.script, tuple(recordings))
            if playlists.get(_key(playlist)) != playlist:
                playlists[_key(playlist)] = playlist
                write_manifest(folder, _ordered(playlists, library))
    if _ordered(playlists, library) != before:
        write_manifest(folder, _ordered(playlists, library))
    named = {each.file for playlist in playlists.values() for each in playlist.recordings}
    _remove_others(folder, named)
    return Rendered(
        made=len(missing),
        kept=kept,
        seconds=sum(playlist.seconds for playlist in playlists.values()),
        size=sum((folder / file).stat().st_size for file in named if (folder / file).is_file()),
    )


def _made_with(synthesiser: Synthesiser) -> tuple[str, ...]:
    here = Path(__file__).parent
    recipe = digest(" ".join((here / name).read_text("utf-8") for name in _RECIPE))
    try:
        encoder = version(_ENCODER)
    except PackageNotFoundError:
        raise SynthesisError(f"{_ENCODER} is missing, which makes MP3: {INSTALL}") from None
    return synthesiser.identity, recipe, encoder


def _planned(coach: Coach, plan: Plan, made_with: tuple[str, ...]) -> _Planned:
    cues = coach.audio_cues(plan)
    tracks = tracks_of(cues)
    files = tuple(f"{fingerprint(track.cues, made_with)}.mp3" for track in tracks)
    return _Planned(plan, fingerprint(cues), tracks, files)


def _read(folder: Path) -> list[Playlist]:
    try:
        return read_manifest(folder)
    except ManifestError:
        # What is not known of the files in the folder is found out by making them again.
        return []


def _kept(folder: Path, before: Sequence[Playlist], planned: Sequence[_Planned]) -> dict[str, Recording]:
    """What is wanted, by file, and is there with all that has to be known of it."""
    known = {each.file: each for playlist in before for each in playlist.recordings}
    return {
        file: known[file]
        for each in planned
        for file, track in zip(each.files, each.tracks, strict=True)
        if file in known and len(known[file].places) == len(track.places) and (folder / file).is_file()
    }


def _key(playlist: Playlist) -> tuple[str, Pace]:
    return playlist.routine, playlist.pace


def _ordered(playlists: Mapping[tuple[str, Pace], Playlist], library: Library) -> list[Playlist]:
    return [playlists[key] for key in product(recordable(library), Pace) if key in playlists]


def _at(recording: Recording, track: Track) -> Recording:
    """The recording at the places of this track: another routine may share the file."""
    places = (place for _, place in track.places)
    times = (at for at, _ in recording.places)
    return replace(recording, places=tuple(zip(times, places, strict=True)))


def _make(
    folder: Path,
    coach: Coach,
    synthesiser: Synthesiser,
    planned: Sequence[_Planned],
    missing: Collection[str],
    progress: Progress,
) -> Generator[Recording, None, None]:
    """Each missing track, once its file is there."""
    if not missing:
        return
    estimated = {file: track for each in planned for file, track in zip(each.files, each.tracks, strict=True)}
    lines = {(cue.text, cue.rate) for file in missing for cue in estimated[file].cues if cue.text}
    words = _say(synthesiser, sorted(lines), progress)
    tracks = _timed(coach, planned, missing, words, synthesiser.sample_rate)
    jobs = [
        (folder / file, track, _words_in(track, words), synthesiser.sample_rate)
        for file, track in tracks.items()
    ]
    for number, (file, _) in enumerate(zip(tracks, _written(jobs), strict=True), 1):
        progress("encoding", number, len(tracks))
        yield Recording(file, tracks[file].seconds, tracks[file].places, tracks[file].holds)


def _written(jobs: "Sequence[tuple[Path, Track, dict[Line, Sound], int]]") -> Iterator[None]:
    """Do all jobs, on every core where they are worth the start of processes: a yield for each, in order."""
    if len(jobs) < FEW:
        yield from starmap(_write, jobs)
        return
    # Started afresh, not forked: the same on every system, and safe where this process has threads.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(jobs)), get_context("spawn")) as makers:
        yield from makers.map(_write, *zip(*jobs, strict=True))


def _say(synthesiser: Synthesiser, lines: Sequence[Line], progress: Progress) -> "dict[Line, Sound]":
    from skill.audio.sound import trimmed

    done = 0

    def said() -> None:
        nonlocal done
        done += 1
        progress("speaking", done, len(lines))

    progress("speaking", 0, len(lines))
    samples = synthesiser.say(lines, said)
    return {line: trimmed(samples[line], synthesiser.sample_rate) for line in lines}


def _timed(
    coach: Coach,
    planned: Sequence[_Planned],
    missing: Collection[str],
    words: "Mapping[Line, Sound]",
    sample_rate: int,
) -> dict[str, Track]:
    """The missing tracks by file, with the lengths that their words have."""
    from skill.audio.sound import seconds_of

    def length(text: str, rate: float) -> float:
        sound = words.get((text, rate))
        # What is not said now belongs to tracks that are there: nothing in these depends on it.
        return text_seconds(text, rate) if sound is None else seconds_of(sound, sample_rate)

    return {
        file: track
        for each in planned
        for file, track in zip(each.files, tracks_of(coach.audio_cues(each.plan, length)), strict=True)
        if file in missing
    }


def _words_in(track: Track, words: "Mapping[Line, Sound]") -> "dict[Line, Sound]":
    lines = dict.fromkeys((cue.text, cue.rate) for cue in track.cues if cue.text)
    return {line: words[line] for line in lines}


def _write(path: Path, track: Track, words: "Mapping[Line, Sound]", sample_rate: int) -> None:
    """Make one file, whole or not at all. Runs in a process of its own."""
    from skill.audio.encoding import mp3
    from skill.audio.sound import mix

    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_bytes(mp3(mix(track.cues, words, sample_rate), sample_rate))
    new.replace(path)


def _remove_others(folder: Path, named: Collection[str]) -> None:
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in named:
            path.unlink(missing_ok=True)
