"""The manifest: what was rendered."""

from pathlib import Path

import pytest

from skill.audio.manifest import NAME, ManifestError, Playlist, Recording, read_manifest, write_manifest
from skill.coach.place import OPENING, Place
from skill.coach.plan import Pace

RECORDINGS = (
    Recording(f"{'a' * 32}.mp3", 12.34, ((0.0, OPENING),), ()),
    Recording(f"{'b' * 32}.mp3", 60.5, ((0.0, Place(0)), (10.25, Place(0, 1, 2))), ((20.01, 30.01),)),
)
PLAYLISTS = [Playlist("desk", pace, "c" * 32, RECORDINGS) for pace in Pace]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    write_manifest(tmp_path, PLAYLISTS)
    assert read_manifest(tmp_path) == PLAYLISTS
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_a_folder_without_one_or_none_at_all_has_nothing(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == []
    assert read_manifest(tmp_path / "missing") == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": 99, "playlists": []}',
        '{"format": 1}',
        '{"format": 1, "playlists": [{"routine": "desk"}]}',
        '{"format": 1, "playlists": [{"routine": "desk", "pace": "hasty", "script": "", "recordings": []}]}',
    ],
)
def test_a_broken_one_is_named_with_what_to_do(text: str, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ManifestError, match=r"manifest\.json .* python -m skill audio"):
        read_manifest(tmp_path)


def test_one_that_cannot_be_decoded_is_broken_too(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ManifestError):
        read_manifest(tmp_path)


def test_another_rendering_is_another_playlist() -> None:
    normal, slow = PLAYLISTS
    other = Playlist("desk", Pace.NORMAL, normal.script, RECORDINGS[:1])
    assert len({normal.id, slow.id, other.id}) == 3
    assert normal.seconds == pytest.approx(72.84)
