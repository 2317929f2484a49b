"""Every routine rendered from nothing, and each file measured by ffmpeg, which had no part in making it.

    pip install -e ".[audio]"
    apt-get install ffmpeg
    python benchmarks/audio.py [DIR]

Prints how long rendering takes, how long the audio is, its size, how long a second run takes, and how far the
worst hold, length and loudness are off. With DIR the files stay there. Takes about four minutes on two cores.
"""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.audio.playback.manifest import Playlist, Recording, read_manifest
from skill.audio.rendering.recipe import RECIPE
from skill.coach.coach import Coach
from skill.coach.plan import Plan
from skill.knowledge.library import load_library
from skill.knowledge.routines import Mood
from tests.audio.rendering.measuring import Measured, measure


def main() -> None:
    """Render, measure and print."""
    if len(sys.argv) > 1:
        _run(Path(sys.argv[1]))
        return
    with TemporaryDirectory() as name:
        _run(Path(name))


def _run(folder: Path) -> None:
    for run in ("first", "second"):
        begun = perf_counter()
        subprocess.run([sys.executable, "-m", "skill", "audio", str(folder)], check=True)
        print(f"the {run} run took {perf_counter() - begun:.1f} s")
    playlists = read_manifest(folder)
    recordings = list({each.file: each for playlist in playlists for each in playlist.recordings}.values())
    with ThreadPoolExecutor() as threads:
        read = threads.map(lambda each: measure(folder / each.file), recordings)
        measured = dict(zip((each.file for each in recordings), read, strict=True))
    _print(playlists, recordings, measured)


def _print(playlists: list[Playlist], recordings: list[Recording], measured: dict[str, Measured]) -> None:
    library = load_library()
    coach = Coach(library)
    holds, loudness = [], []
    for playlist in playlists:
        cues = coach.audio_cues(Plan(playlist.routine, playlist.pace))
        meant = [hold.seconds for hold, _ in groupby(cues, key=lambda cue: cue.hold) if hold]
        found = [measured[each.file].hold(*hold) for each in playlist.recordings for hold in each.holds]
        holds += [abs(seconds - wanted) for wanted, seconds in zip(meant, found, strict=True)]
        soft = library.routines[playlist.routine].mood is Mood.CALM
        target = RECIPE.soft_loudness if soft else RECIPE.loudness
        loudness += [abs(measured[each.file].loudness - target) for each in playlist.recordings]
    lengths = [abs(measured[each.file].seconds - each.seconds) for each in recordings]
    print(f"{len(playlists)} playlists, {len(recordings)} files, {len(holds)} holds; the worst of each:")
    print(f"hold    {max(holds) * 1000:.0f} ms off")
    print(f"length  {max(lengths) * 1000:.0f} ms off")
    print(f"loudness {max(loudness):.1f} LU off")
    print(f"the highest true peak is {max(each.peak for each in measured.values()):.1f} dBFS")


if __name__ == "__main__":
    main()
