"""Rendering into a folder, by a quick voice: what is made, what is kept, what is removed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, sleep

import pytest

from skill.audio.playback.manifest import NAME, read_manifest
from skill.audio.playback.tracks import fingerprint
from skill.audio.rendering.planning import recordable
from skill.audio.rendering.rendering import Rendered, render
from skill.audio.rendering.synthesis import Line, Pcm, SynthesisError
from skill.coach.coach import Coach
from skill.coach.plan import Pace, Plan
from skill.knowledge.library import Library
from skill.knowledge.routines import Step
from tests.audio.rendering.espeak import Espeak
from tests.audio.rendering.measuring import has_ffmpeg, measure
from tests.voice.voices import has_espeak

pytest.importorskip("numpy", reason="rendering is not installed")
pytest.importorskip("pyloudnorm", reason="rendering is not installed")
pytest.importorskip("lameenc", reason="rendering is not installed")
pytestmark = pytest.mark.skipif(not has_espeak(), reason="espeak-ng is not installed")

ROUTINES = ("bedtime-in-bed", "desk")
LONGEST_WAIT = 60.0


def short(library: Library) -> Library:
    """Two routines, of two stretches each, with little to do."""
    routines = {}
    for name in (*ROUTINES, "cramp-now"):
        steps = library.routines[name].steps[:2]
        less = tuple(replace(step, seconds=min(step.seconds, 8), repetitions=1) for step in steps)
        routines[name] = replace(library.routines[name], steps=less)
    return replace(library, routines=routines)


def with_step(library: Library, routine: str, number: int, change: Callable[[Step], Step]) -> Library:
    steps = list(library.routines[routine].steps)
    steps[number] = change(steps[number])
    changed = replace(library.routines[routine], steps=tuple(steps))
    return replace(library, routines={**library.routines, routine: changed})


def released_otherwise(step: Step) -> Step:
    return replace(step, stretch=replace(step.stretch, release="That will do."))


@dataclass
class Mute(Espeak):
    """A voice that says nothing."""

    asked: list[Line] = field(default_factory=list)

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        self.asked += lines
        raise SynthesisError("it has lost its voice")


def run(folder: Path, library: Library, voice: Espeak, routines: tuple[str, ...] = ROUTINES) -> Rendered:
    return render(folder, library, voice, routines, lambda task, done, total: None)


def everything_is_said(folder: Path, library: Library, voice: Mute) -> bool:
    """Whether every line is asked of the voice: nothing that is there is kept."""
    with pytest.raises(SynthesisError):
        run(folder, library, voice)
    plans = [Plan(name, pace) for name in ROUTINES for pace in Pace]
    cues = [cue for plan in plans for cue in Coach(library).audio_cues(plan)]
    return set(voice.asked) == {(cue.text, cue.rate) for cue in cues if cue.text}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def few(library: Library) -> Library:
    return short(library)


@pytest.fixture(scope="module")
def rendered(few: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a folder into which all of it was rendered."""
    folder = tmp_path_factory.mktemp("rendered")
    run(folder, few, Espeak())
    return contents(folder)


@pytest.fixture
def folder(rendered: dict[str, bytes], tmp_path: Path) -> Path:
    """That folder, to be changed."""
    for name, content in rendered.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_the_manifest_names_every_routine_at_both_paces_and_every_file(few: Library, folder: Path) -> None:
    playlists = read_manifest(folder)
    assert [(each.routine, each.pace) for each in playlists] == [
        (name, pace) for name in ROUTINES for pace in Pace
    ]
    named = {each.file for playlist in playlists for each in playlist.recordings}
    assert {path.name for path in folder.iterdir()} == named | {NAME}
    for playlist in playlists:
        assert len(playlist.recordings) == 4
        cues = Coach(few).audio_cues(Plan(playlist.routine, playlist.pace))
        assert playlist.script == fingerprint(cues)
        assert [place for each in playlist.recordings for _, place in each.places] == list(
            dict.fromkeys(cue.place for cue in cues)
        )


def test_a_cramp_is_never_rendered(library: Library) -> None:
    assert "cramp-now" not in recordable(library)
    assert len(recordable(library)) == len(library.routines) - 1


def test_no_file_name_tells_a_routine(rendered: dict[str, bytes]) -> None:
    assert all(re.fullmatch(r"[0-9a-f]{32}\.mp3", name) for name in rendered if name != NAME)


def test_a_second_run_says_nothing_and_writes_nothing(few: Library, folder: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    voice = Espeak()
    again = run(folder, few, voice)
    assert (again.made, again.kept) == (0, 16)
    assert voice.said == []
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.slow
def test_the_same_words_make_the_same_bytes(few: Library, rendered: dict[str, bytes], tmp_path: Path) -> None:
    assert run(tmp_path, few, Espeak(), ROUTINES[:1]).made == 8
    assert run(tmp_path, few, Espeak(), ROUTINES[1:]).made == 8
    assert contents(tmp_path) == rendered


def test_a_changed_line_is_made_in_its_own_track_alone(few: Library, folder: Path) -> None:
    changed = with_step(few, "desk", 1, released_otherwise)
    before = set(contents(folder))
    voice = Espeak()
    assert run(folder, changed, voice).made == 2
    after = set(contents(folder))
    assert len(after - before) == len(before - after) == 2
    assert {rate for text, rate in voice.said if text == "That will do."} == {0.85, 1.0}
    whole = {cue.text for cue in Coach(changed).audio_cues(Plan("desk"))}
    assert len({text for text, _ in voice.said}) < len(whole) / 2


def test_the_lengths_of_what_is_kept_are_those_that_were_measured(few: Library, folder: Path) -> None:
    before = read_manifest(folder)
    run(folder, with_step(few, "desk", 1, released_otherwise), Espeak())
    for old, new in zip(before, read_manifest(folder), strict=True):
        kept = {each.file: each for each in old.recordings}
        same = [each for each in new.recordings if each.file in kept]
        assert same == [kept[each.file] for each in same]
        assert len(same) == (4 if new.routine != "desk" else 3)


def test_a_stretch_that_moves_in_its_routine_keeps_its_files_at_its_new_place(
    library: Library, few: Library, folder: Path
) -> None:
    """Three stretches, and the second is still introduced as the next one."""
    three = replace(
        few.routines["desk"], steps=(*few.routines["desk"].steps, library.routines["desk"].steps[2])
    )
    longer = replace(few, routines={**few.routines, "desk": three})
    run(folder, longer, Espeak())
    steps = (three.steps[0], three.steps[2], three.steps[1], three.steps[2])
    moved = replace(few, routines={**few.routines, "desk": replace(three, steps=steps)})
    run(folder, moved, Espeak())
    for playlist in read_manifest(folder):
        cues = Coach(moved).audio_cues(Plan(playlist.routine, playlist.pace))
        assert [place for each in playlist.recordings for _, place in each.places] == list(
            dict.fromkeys(cue.place for cue in cues)
        )


def test_another_voice_makes_everything_anew(few: Library, folder: Path) -> None:
    assert everything_is_said(folder, few, Mute(identity="another"))


def test_one_routine_leaves_the_others_as_they_are(few: Library, folder: Path) -> None:
    before = read_manifest(folder)
    assert run(folder, with_step(few, "desk", 0, released_otherwise), Espeak(), ("bedtime-in-bed",)).made == 0
    assert read_manifest(folder) == before


def test_a_routine_that_is_no_more_is_removed(few: Library, folder: Path) -> None:
    fewer = replace(few, routines={"desk": few.routines["desk"]})
    assert run(folder, fewer, Espeak(), ("desk",)).made == 0
    assert len(contents(folder)) == 9
    assert {each.routine for each in read_manifest(folder)} == {"desk"}


def test_a_file_that_is_missing_is_made_again(few: Library, folder: Path, rendered: dict[str, bytes]) -> None:
    lost = read_manifest(folder)[2].recordings[1].file
    (folder / lost).unlink()
    assert run(folder, few, Espeak()).made == 1
    assert contents(folder) == rendered


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"format": 99}', '{"format": 1, "playlists": [{}]}'])
def test_without_a_manifest_that_can_be_read_everything_is_made_anew(
    text: str | None, few: Library, folder: Path
) -> None:
    (folder / NAME).unlink()
    if text is not None:
        (folder / NAME).write_text(text)
    assert everything_is_said(folder, few, Mute())


def test_a_voice_that_fails_leaves_the_folder_as_it_was(few: Library, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(SynthesisError):
        run(folder, with_step(few, "desk", 1, released_otherwise), Mute())
    assert contents(folder) == before


def test_only_what_rendering_made_is_ever_removed(few: Library, folder: Path) -> None:
    cut_off = folder / f"{'0' * 32}.mp3.1234.new"
    stale = folder / f"{'f' * 32}.mp3"
    own = [folder / name for name in ("notes.txt", "song.mp3", f"{'f' * 32}.wav")]
    for path in (cut_off, stale, *own):
        path.write_bytes(b"")
    run(folder, few, Espeak())
    assert not cut_off.exists()
    assert not stale.exists()
    assert all(path.exists() for path in own)


KILLED = """
import sys
from pathlib import Path
from tests.audio.rendering.espeak import Espeak
from skill.knowledge.library import load_library
from tests.audio.rendering.test_rendering import run, short
if __name__ == "__main__":
    run(Path(sys.argv[1]), short(load_library()), Espeak())
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to kill")
def test_a_run_that_is_killed_leaves_no_half_file_and_the_next_one_goes_on(
    few: Library, rendered: dict[str, bytes], tmp_path: Path
) -> None:
    script, folder = tmp_path / "killed.py", tmp_path / "audio"
    script.write_text(KILLED)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, script, folder], env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    ) as process:
        begun = monotonic()
        while not list(folder.glob("*.mp3")) and monotonic() - begun < LONGEST_WAIT:
            sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    left = {name: content for name, content in contents(folder).items() if name.endswith(".mp3")}
    assert 0 < len(left) < 16
    assert left.items() <= rendered.items()
    assert all((folder / each.file).exists() for one in read_manifest(folder) for each in one.recordings)
    run(folder, few, Espeak())
    assert contents(folder) == rendered


@pytest.mark.skipif(not has_ffmpeg(), reason="ffmpeg is not installed")
def test_lengths_and_loudness_are_what_the_manifest_and_the_routine_say(few: Library, folder: Path) -> None:
    loudness = {"desk": -16.5, "bedtime-in-bed": -18.5}
    for playlist in read_manifest(folder):
        for recording in playlist.recordings:
            measured = measure(folder / recording.file)
            assert (measured.codec, measured.sample_rate, measured.channels) == ("mp3", 22_050, "mono")
            assert measured.kilobits == 64
            assert measured.seconds == pytest.approx(recording.seconds, abs=0.1)
            assert measured.loudness == pytest.approx(loudness[playlist.routine], abs=1.0)
            assert measured.peak <= -2.0
            for begin, end in recording.holds:
                assert measured.hold(begin, end) == pytest.approx(end - begin, abs=0.05)
