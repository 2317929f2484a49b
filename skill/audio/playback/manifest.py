"""The manifest of an audio folder: rendering writes it, and the skill reads it when it starts."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from skill.audio.playback.tracks import HoldSpan, PlaceStart, digest
from skill.coach.place import Place
from skill.coach.plan import Pace
from skill.structures import Limits, exact_converter, structured

NAME = "manifest.json"
FORMAT = 1
"""The number of the manifest's format. A manifest with another number is refused."""


class ManifestError(ValueError):
    """A manifest cannot be read. The message names the file and every misfit, and says what to do."""


T = TypeVar("T")

Seconds = Annotated[float, Limits(0)]
"""A number of seconds, which is not negative."""


@dataclass(frozen=True)
class Recording:
    """A track that was rendered."""

    file: str
    """The name of its file, which is a hash of everything that the track was made of, with an ending."""
    seconds: Seconds
    """The length of the track, in seconds."""
    places: tuple[PlaceStart, ...]
    """The places of the track in order, with the moments at which they begin."""
    holds: tuple[HoldSpan, ...]
    """The times that the holds of the track take, in order."""


@dataclass(frozen=True)
class Playlist:
    """A routine that was rendered at one pace."""

    routine: str
    """The routine's name."""
    pace: Pace
    script: str
    """A hash of the words and pauses. The playlist is out of date when the content gives another hash."""
    recordings: tuple[Recording, ...]

    @property
    def id(self) -> str:
        """A hash of the routine, the pace and the files, so that another rendering has another id."""
        return digest(" ".join([self.routine, self.pace, *(recording.file for recording in self.recordings)]))

    @property
    def seconds(self) -> float:
        """The length of all tracks together, in seconds."""
        return sum(recording.seconds for recording in self.recordings)


@dataclass(frozen=True)
class _Format:
    format: int


@dataclass(frozen=True)
class _Manifest(_Format):
    playlists: list[Playlist]


def write_manifest(folder: Path, playlists: list[Playlist]) -> None:
    """Put a manifest of the playlists into the folder. It replaces the old one when it is complete."""
    written = _CONVERTER.unstructure(_Manifest(FORMAT, playlists))
    new = folder / f"{NAME}.new"
    new.write_text(json.dumps(written, indent=1), encoding="utf-8")
    new.replace(folder / NAME)


def read_manifest(folder: Path) -> list[Playlist]:
    """Return the playlists in a folder, or none where there is no manifest. Raises ManifestError."""
    path = folder / NAME
    if not path.exists():
        return []
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        found = structured(_CONVERTER, document, _Format).format
        if found != FORMAT:
            raise ValueError(f"its format is {found}, not {FORMAT}")
        return structured(_CONVERTER, document, _Manifest).playlists
    except (OSError, ValueError) as error:
        raise ManifestError(
            f"{path} cannot be read ({error}): render again with python -m skill audio"
        ) from None


@dataclass(frozen=True)
class _PlaceRow:
    seconds: Seconds
    step: Annotated[int, Limits(-1)]
    side: Annotated[int, Limits(0, 1)]
    repetition: Annotated[int, Limits(0)]


@dataclass(frozen=True)
class _HoldRow:
    begin: Seconds
    end: Seconds


def _row(value: object, type_: type[T]) -> T:
    """Return a list of the manifest as this dataclass, whose fields are its members in order."""
    names = list(type_.__annotations__)
    if not isinstance(value, list) or len(value) != len(names):
        raise ValueError(f"a list [{', '.join(names)}] belongs here")
    return _CONVERTER.structure(dict(zip(names, value, strict=True)), type_)


def _place_start(value: object, _: object) -> PlaceStart:
    row = _row(value, _PlaceRow)
    return PlaceStart(row.seconds, Place(row.step, row.side, row.repetition))


def _hold_span(value: object, _: object) -> HoldSpan:
    row = _row(value, _HoldRow)
    return HoldSpan(row.begin, row.end)


def _place_row(start: PlaceStart) -> list[float]:
    return [start.at, start.place.step, start.place.side, start.place.repetition]


_CONVERTER = exact_converter(forbid_extra_keys=False)
# In the file a place and a hold are lists of numbers: names would make it several times as long.
_CONVERTER.register_structure_hook(PlaceStart, _place_start)
_CONVERTER.register_structure_hook(HoldSpan, _hold_span)
_CONVERTER.register_unstructure_hook(PlaceStart, _place_row)
_CONVERTER.register_unstructure_hook(HoldSpan, list)
