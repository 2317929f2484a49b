"""The making of track files: lines are said and trimmed, and each track is mixed, encoded and written."""

import os
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import starmap
from multiprocessing import get_context
from pathlib import Path

from skill.audio.playback.manifest import Recording
from skill.audio.playback.tracks import Track, tracks_of
from skill.audio.rendering.encoding import mp3
from skill.audio.rendering.planning import PlannedPlaylist
from skill.audio.rendering.progress import Progress
from skill.audio.rendering.samples import Sound
from skill.audio.rendering.sound import mix, seconds_of, trimmed
from skill.audio.rendering.synthesis import Line, Synthesiser
from skill.coach.coach import Coach
from skill.voice.timing import text_seconds

FEW_TRACKS = 6
"""The number of tracks below which this process makes them alone. Others take a second or two to start."""

_Job = tuple[Path, Track, dict[Line, Sound], int]
"""The path, the track, the sounds of its lines and the sample rate: the arguments of _write."""


def make_tracks(
    folder: Path,
    coach: Coach,
    synthesiser: Synthesiser,
    planned: Sequence[PlannedPlaylist],
    missing: Collection[str],
    progress: Progress,
) -> Generator[Recording, None, None]:
    """Yield the recording of each missing file when the file is there, in the order of the playlists.

    Raises SynthesisError, and OSError for a folder that cannot be written.
    """
    estimated = {file: track for each in planned for file, track in zip(each.files, each.tracks, strict=True)}
    lines = {line for file in missing for line in _lines_of(estimated[file])}
    words = _say(synthesiser, sorted(lines), progress)
    tracks = _measured(coach, planned, missing, words, synthesiser.sample_rate)
    jobs = [
        (folder / file, track, {line: words[line] for line in _lines_of(track)}, synthesiser.sample_rate)
        for file, track in tracks.items()
    ]
    for number, (file, _) in enumerate(zip(tracks, _write_all(jobs), strict=True), 1):
        progress("encoding", number, len(tracks))
        yield Recording(file, tracks[file].seconds, tracks[file].places, tracks[file].holds)


def _lines_of(track: Track) -> list[Line]:
    return list(dict.fromkeys((cue.text, cue.rate) for cue in track.cues if cue.text))


def _say(synthesiser: Synthesiser, lines: Sequence[Line], progress: Progress) -> dict[Line, Sound]:
    """Return the trimmed sound of each line."""
    done = 0

    def count_line() -> None:
        nonlocal done
        done += 1
        progress("speaking", done, len(lines))

    progress("speaking", 0, len(lines))
    sounds = synthesiser.say(lines, count_line)
    return {line: trimmed(sounds[line], synthesiser.sample_rate) for line in lines}


def _measured(
    coach: Coach,
    planned: Sequence[PlannedPlaylist],
    missing: Collection[str],
    words: Mapping[Line, Sound],
    sample_rate: int,
) -> dict[str, Track]:
    """Return the missing tracks by file, compiled again with the lengths that their words have."""

    def measured_seconds(text: str, rate: float) -> float:
        sound = words.get((text, rate))
        # A line without a sound belongs to tracks that are there already. Its estimate changes none of these.
        return text_seconds(text, rate) if sound is None else seconds_of(sound, sample_rate)

    return {
        file: track
        for each in planned
        for file, track in zip(
            each.files, tracks_of(coach.audio_cues(each.plan, measured_seconds)), strict=True
        )
        if file in missing
    }


def _write_all(jobs: Sequence[_Job]) -> Iterator[None]:
    """Do all jobs, in several processes if they are many. Yield once for each job that is done, in order."""
    if len(jobs) < FEW_TRACKS:
        yield from starmap(_write, jobs)
        return
    # Fresh processes are the same on every system. Forked ones are unsafe where this process has threads.
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(jobs)), get_context("spawn")) as makers:
        yield from makers.map(_write, *zip(*jobs, strict=True))


def _write(path: Path, track: Track, words: Mapping[Line, Sound], sample_rate: int) -> None:
    """Make one file. The name is given to it when it is complete."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_bytes(mp3(mix(track.cues, words, sample_rate), sample_rate))
    new.replace(path)
