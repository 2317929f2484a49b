"""What was rendered: the manifest in the audio folder, which the skill reads when it starts."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from skill.audio.tracks import digest
from skill.coach.place import Place
from skill.coach.plan import Pace

NAME = "manifest.json"
FORMAT = 1
"""Of the manifest. Another one is not read."""


class ManifestError(ValueError):
    """A manifest that cannot be read. The message names the file and says what to do."""


@dataclass(frozen=True)
class Recording:
    """A track that was rendered."""

    file: str
    """A hash of all that it was made of, with its ending: the name of its file."""
    seconds: float
    places: tuple[tuple[float, Place], ...]
    """Each place in it, with the seconds at which it begins."""
    holds: tuple[tuple[float, float], ...]
    """Each hold's beginning and end, in seconds."""


@dataclass(frozen=True)
class Playlist:
    """A routine that was rendered at one pace."""

    routine: str
    pace: Pace
    script: str
    """A hash of its words and pauses: where the content says another one, it is out of date."""
    recordings: tuple[Recording, ...]

    @property
    def id(self) -> str:
        """A hash of its files: another rendering is another playlist."""
        return digest(" ".join([self.routine, self.pace, *(recording.file for recording in self.recordings)]))

    @property
    def seconds(self) -> float:
        """The length of all of it."""
        return sum(recording.seconds for recording in self.recordings)


def write_manifest(folder: Path, playlists: list[Playlist]) -> None:
    """Put the manifest into the folder, whole or not at all."""
    written = {
        "format": FORMAT,
        "playlists": [
            {
                "routine": playlist.routine,
                "pace": playlist.pace.value,
                "script": playlist.script,
                "recordings": [_written(recording) for recording in playlist.recordings],
            }
            for playlist in playlists
        ],
    }
    new = folder / f"{NAME}.new"
    new.write_text(json.dumps(written, indent=1), encoding="utf-8")
    new.replace(folder / NAME)


def read_manifest(folder: Path) -> list[Playlist]:
    """The playlists in a folder; none where there is no manifest. Raises ManifestError for a broken one."""
    path = folder / NAME
    if not path.exists():
        return []
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != FORMAT:
            raise ValueError(f"its format is {document['format']}, not {FORMAT}")
        return [
            Playlist(
                routine=str(each["routine"]),
                pace=Pace(each["pace"]),
                script=str(each["script"]),
                recordings=tuple(_recording(fields) for fields in each["recordings"]),
            )
            for each in document["playlists"]
        ]
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ManifestError(
            f"{path} cannot be read ({error}): render again with python -m skill audio"
        ) from None


def _written(recording: Recording) -> dict[str, Any]:
    return {
        "file": recording.file,
        "seconds": recording.seconds,
        "places": [[at, place.step, place.side, place.repetition] for at, place in recording.places],
        "holds": [list(hold) for hold in recording.holds],
    }


def _recording(fields: dict[str, Any]) -> Recording:
    return Recording(
        file=str(fields["file"]),
        seconds=float(fields["seconds"]),
        places=tuple((float(at), Place(step, side, time)) for at, step, side, time in fields["places"]),
        holds=tuple((float(begin), float(end)) for begin, end in fields["holds"]),
    )
