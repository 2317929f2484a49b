"""The manifest: what was rendered."""

import json
from pathlib import Path
from typing import Any

import pytest

from skill.audio.playback.manifest import (
    NAME,
    ManifestError,
    Playlist,
    Recording,
    read_manifest,
    write_manifest,
)
from skill.audio.playback.tracks import HoldSpan, PlaceStart
from skill.coach.place import OPENING, Place
from skill.coach.plan import Pace

FIRST, SECOND, SCRIPT = "a" * 32, "b" * 32, "c" * 32
WRITTEN_BY_HAND = f"""
{{
 "format": 1,
 "playlists": [
  {{
   "routine": "desk",
   "pace": "normal",
   "script": "{SCRIPT}",
   "recordings": [
    {{"file": "{FIRST}.mp3", "seconds": 12.34, "places": [[0.0, -1, 0, 0]], "holds": []}},
    {{
     "file": "{SECOND}.mp3",
     "seconds": 60.5,
     "places": [[0.0, 0, 0, 0], [10.25, 0, 1, 2]],
     "holds": [[20.01, 30.01]]
    }}
   ]
  }}
 ]
}}
"""
RECORDINGS = (
    Recording(f"{FIRST}.mp3", 12.34, (PlaceStart(0.0, OPENING),), ()),
    Recording(
        f"{SECOND}.mp3",
        60.5,
        (PlaceStart(0.0, Place(0)), PlaceStart(10.25, Place(0, 1, 2))),
        (HoldSpan(20.01, 30.01),),
    ),
)
NORMAL, SLOW = [Playlist("desk", pace, SCRIPT, RECORDINGS) for pace in Pace]


def document() -> Any:
    return json.loads(WRITTEN_BY_HAND)


def refused(folder: Path, document: object) -> str:
    """What is said of a manifest that cannot be read."""
    (folder / NAME).write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(ManifestError) as error:
        read_manifest(folder)
    return str(error.value)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, [NORMAL, SLOW])
    assert read_manifest(tmp_path) == [NORMAL, SLOW]
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_manifest_of_an_earlier_rendering_is_read(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(WRITTEN_BY_HAND, encoding="utf-8")
    (playlist,) = read_manifest(tmp_path)
    assert playlist == NORMAL
    assert playlist.pace is Pace.NORMAL
    assert playlist.recordings[1].places[1].place == Place(step=0, side=1, repetition=2)


def test_the_format_in_the_file_stays_as_it_is(tmp_path: Path) -> None:
    write_manifest(tmp_path, [NORMAL])
    written = (tmp_path / NAME).read_text(encoding="utf-8")
    assert written == json.dumps(document(), indent=1)


def test_a_folder_without_one_or_none_at_all_has_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == []
    assert read_manifest(tmp_path / "missing") == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe\xff", b'{"format": 99, "playlists": []}', b'{"format": 1}']
)
def test_a_broken_one_is_named_with_what_to_do(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ManifestError, match=r"manifest\.json .* python -m skill audio"):
        read_manifest(tmp_path)


def test_another_format_is_told_before_anything_else(tmp_path: Path) -> None:
    told = refused(tmp_path, {"format": 2, "playlists": "elsewhere"})
    assert "its format is 2, not 1" in told
    assert "playlists" not in told


def test_every_misfit_is_told_with_its_place(tmp_path: Path) -> None:
    wrong = document()
    first, second = wrong["playlists"][0]["recordings"]
    first["seconds"] = -1
    first["places"] = [[0.0, 0]]
    second["places"][1] = [0.0, 0, 2, "twice"]
    second["holds"] = [[1.0, None]]
    del second["file"]
    wrong["playlists"].append({"routine": 3, "pace": "hasty", "script": "", "recordings": {}})
    wrong["playlists"].append("desk")
    told = refused(tmp_path, wrong)
    assert str(tmp_path / NAME) in told
    for misfit in (
        "playlists.0.recordings.0.seconds: 0 or more belong here",
        "playlists.0.recordings.0.places.0: a list [seconds, step, side, repetition] belongs here",
        "playlists.0.recordings.1.file: is missing",
        "playlists.0.recordings.1.places.1.side: 0 to 1 belong here",
        "playlists.0.recordings.1.places.1.repetition: a whole number belongs here",
        "playlists.0.recordings.1.holds.0.end: a number belongs here",
        "playlists.1.routine: a text belongs here",
        "playlists.1.pace: one of normal, slow belongs here",
        "playlists.1.recordings: a list belongs here",
        "playlists.2: a table belongs here",
    ):
        assert misfit in told


def test_another_rendering_is_another_playlist() -> None:
    other = Playlist("desk", Pace.NORMAL, SCRIPT, RECORDINGS[:1])
    assert len({NORMAL.id, SLOW.id, other.id}) == 3
    assert NORMAL.seconds == pytest.approx(72.84)
