"""Rendered tracks over HTTP, as real players ask for them."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.audio.playback.manifest import Recording, read_manifest
from skill.knowledge.library import Library
from skill.settings import read_settings
from skill.web.app import create_app
from tests.audio.playback.silence import render_silence
from tests.web.servers import ask, served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    folder = tmp_path_factory.mktemp("served") / "audio"
    folder.mkdir()
    render_silence(folder, library)
    (folder.parent / "secret.mp3").write_bytes(b"not for anybody")
    return folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    settings = read_settings({"SKILL_AUDIO_DIR": str(folder)})
    with served(create_app(settings, verify=False, remember=False)) as port:
        yield port


@pytest.fixture(scope="module")
def track(folder: Path) -> Recording:
    return read_manifest(folder)[0].recordings[0]


def test_a_track_is_sent_whole_with_all_that_a_cache_needs(port: int, folder: Path, track: Recording) -> None:
    answer = ask(port, "GET", f"/audio/{track.file}")
    assert answer.status == 200
    assert answer.body == (folder / track.file).read_bytes()
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert ask(port, "HEAD", f"/audio/{track.file}").body == b""
    seen = {"If-None-Match": answer.headers["Etag"]}
    assert ask(port, "GET", f"/audio/{track.file}", headers=seen).status == 304


@pytest.mark.parametrize(
    ("wanted", "status", "first", "last"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=1000-", 206, 1000, None),
        ("bytes=-500", 206, -500, None),
        ("bytes=100-99999999", 206, 100, None),
        ("bytes=99999999-", 416, None, None),
        ("seconds=1-2", 416, None, None),
    ],
)
def test_byte_ranges_are_answered(
    wanted: str, status: int, first: int | None, last: int | None, port: int, folder: Path, track: Recording
) -> None:
    whole = (folder / track.file).read_bytes()
    answer = ask(port, "GET", f"/audio/{track.file}", headers={"Range": wanted})
    assert answer.status == status
    if first is not None:
        expected = whole[first : None if last is None else last + 1]
        assert answer.body == expected
        begin = first % len(whole)
        if status == 206:
            assert answer.headers["Content-Range"] == (
                f"bytes {begin}-{begin + len(expected) - 1}/{len(whole)}"
            )


def test_a_range_of_a_file_that_has_changed_is_sent_whole(port: int, track: Recording) -> None:
    answer = ask(port, "GET", f"/audio/{track.file}", headers={"Range": "bytes=5-9", "If-Range": '"another"'})
    assert answer.status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/audio/" + "0" * 32 + ".mp3",
        "/audio/manifest.json",
        "/audio/",
        "/audio/../secret.mp3",
        "/audio/..%2fsecret.mp3",
        "/audio/%2e%2e/secret.mp3",
        "/audio/..%5csecret.mp3",
        "/audio//etc/passwd",
        "/audio/" + "0" * 32 + ".mp3%00",
        "/audio/" + "0" * 32 + ".mp3/..",
    ],
)
def test_what_is_not_there_is_404_and_no_path_leaves_the_folder(path: str, port: int) -> None:
    answer = ask(port, "GET", path)
    assert answer.status == 404
    assert b"not for anybody" not in answer.body


def test_only_get_is_answered(port: int, track: Recording) -> None:
    for method in ("POST", "PUT", "DELETE"):
        assert ask(port, method, f"/audio/{track.file}").status == 405


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed: apt-get install curl")
def test_curl_resumes_a_download_that_broke_off(
    port: int, folder: Path, track: Recording, tmp_path: Path
) -> None:
    whole = (folder / track.file).read_bytes()
    part = tmp_path / "part.mp3"
    part.write_bytes(whole[:1000])
    url = f"http://127.0.0.1:{port}/audio/{track.file}"
    subprocess.run(["curl", "-sSf", "-C", "-", "-o", str(part), url], check=True, timeout=20)
    assert part.read_bytes() == whole


@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg is not installed: apt-get install ffmpeg")
def test_ffmpeg_plays_it_from_the_middle(port: int, track: Recording) -> None:
    url = f"http://127.0.0.1:{port}/audio/{track.file}"
    command = ["ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", url]
    length = subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout
    assert float(length) == pytest.approx(track.seconds, abs=0.1)
    half = f"{track.seconds / 2:.3f}"
    command = ["ffmpeg", "-v", "error", "-ss", half, "-i", url, "-f", "s16le", "-ac", "1", "-ar", "8000", "-"]
    played = subprocess.run(command, capture_output=True, check=True, timeout=20).stdout
    assert len(played) / 16_000 == pytest.approx(track.seconds / 2, abs=0.1)
