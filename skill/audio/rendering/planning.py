"""The playlists that an audio folder should have, and the names of their files."""

from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import product

from skill.audio.playback.tracks import Track, fingerprint, tracks_of
from skill.audio.rendering.recipe import RECIPE
from skill.audio.rendering.synthesis import Synthesiser, SynthesisError
from skill.coach.coach import Coach
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library
from skill.knowledge.routines import Mood

INSTALL = 'pip install -e ".[audio]"'
_ENCODER = "lameenc"


@dataclass(frozen=True)
class PlannedPlaylist:
    """A routine at one pace, with its tracks at estimated lengths. These are enough to name the files."""

    plan: Plan
    script: str
    """A hash of the words and pauses."""
    tracks: tuple[Track, ...]
    files: tuple[str, ...]
    """The names of the tracks' files, in the order of the tracks."""


def recordable(library: Library) -> list[str]:
    """Return the routines that are rendered: all except those for a cramp, which are always led by voice."""
    return [name for name, routine in library.routines.items() if routine.mood is not Mood.ACUTE]


def plan_playlists(
    library: Library, coach: Coach, synthesiser: Synthesiser, routines: Collection[str]
) -> list[PlannedPlaylist]:
    """Return the playlists of these routines at every pace. Raises SynthesisError without an encoder."""
    made_with = (synthesiser.identity, RECIPE.identity, _encoder_version())
    return [
        _planned(coach, Plan(name, pace), made_with)
        for name, pace in product(recordable(library), Pace)
        if name in routines
    ]


def _planned(coach: Coach, plan: Plan, made_with: tuple[str, ...]) -> PlannedPlaylist:
    cues = coach.audio_cues(plan)
    tracks = tracks_of(cues)
    files = tuple(f"{fingerprint(track.cues, made_with)}.mp3" for track in tracks)
    return PlannedPlaylist(plan, fingerprint(cues), tracks, files)


def _encoder_version() -> str:
    try:
        return version(_ENCODER)
    except PackageNotFoundError:
        raise SynthesisError(f"{_ENCODER} is missing, which makes MP3: {INSTALL}") from None
