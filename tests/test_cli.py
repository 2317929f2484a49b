"""The commands, as people run them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import skill
from skill.voice.speech import Pause, text_of
from skill.voice.ssml import from_ssml


def run(
    tmp_path: Path, *arguments: str, typed: str = "", **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as a process of its own, with a memory of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SKILL_")}
    environment = {**kept, "SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}", **settings}
    return subprocess.run(
        [sys.executable, "-m", "skill", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=environment,
        timeout=30,
        check=False,
    )


def asked(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    finished = run(tmp_path, "ask", *arguments, "--json")
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("why do leg cramps happen", "tired muscles"),
        ("start my bedtime stretch", "Let's do it in bed"),
        ("what's the weather", "can't help with that"),
    ],
)
def test_ask_prints_what_is_said_and_stores_nothing(words: str, said: str, tmp_path: Path) -> None:
    finished = run(tmp_path, "ask", words)
    assert finished.returncode == 0
    assert said in finished.stdout
    assert finished.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_ask_json_tells_everything_about_the_answer(tmp_path: Path) -> None:
    answer = asked(tmp_path, "my foot is cramping")
    assert set(answer) == {
        "utterance",
        "intent",
        "slots",
        "text",
        "ssml",
        "seconds",
        "session_open",
        "response",
    }
    assert answer["utterance"] == "my foot is cramping"
    assert answer["intent"] == "CrampNowIntent"
    assert answer["slots"] == {"muscle": {"value": "foot", "id": "foot"}}
    assert "<" not in answer["text"]
    assert answer["ssml"].startswith("<speak>")
    assert answer["seconds"] > 20
    assert answer["session_open"] is True
    assert answer["response"]["version"] == "1.0"


def test_asking_to_open_the_skill_is_a_launch(tmp_path: Path) -> None:
    answer = asked(tmp_path, "open leg cramp coach")
    assert answer["intent"] == "LaunchRequest"
    assert answer["slots"] == {}


def test_ask_takes_a_locale_without_a_model_of_its_own(tmp_path: Path) -> None:
    assert "call 999" in asked(tmp_path, "I have a cramp right now", "--locale", "en-GB")["text"]


@pytest.mark.parametrize("device", ["show", "bare"])
def test_ask_can_be_any_device(device: str, tmp_path: Path) -> None:
    assert asked(tmp_path, "give me a tip", "--device", device)["intent"] == "QuickTipIntent"


def test_asking_nothing_is_refused_with_an_example(tmp_path: Path) -> None:
    finished = run(tmp_path, "ask", " ")
    assert finished.returncode == 2
    assert "why do leg cramps happen" in finished.stderr


def test_talk_is_a_conversation_with_one_person_who_is_remembered(tmp_path: Path) -> None:
    first = run(tmp_path, "talk", "--fast", typed="open leg cramp coach\nwhy do cramps happen\nyes\nstop\n")
    assert first.returncode == 0, first.stderr
    assert "not medical advice" in first.stdout
    assert "tired muscles" in first.stdout
    second = run(tmp_path, "talk", "--fast", typed="open leg cramp coach\n")
    assert "not medical advice" not in second.stdout
    third = run(tmp_path, "talk", "--fast", "--forget", typed="open leg cramp coach\n")
    assert "not medical advice" in third.stdout


def test_talk_does_not_say_that_it_forgot_when_it_could_not(tmp_path: Path) -> None:
    (tmp_path / "memory.sqlite3").mkdir()
    finished = run(tmp_path, "talk", "--fast", "--forget")
    assert finished.returncode == 2
    assert "nothing was forgotten" in finished.stderr


def test_options_alone_are_those_of_serve(tmp_path: Path) -> None:
    finished = run(tmp_path, "--no-verify", "--host", "0.0.0.0")
    assert finished.returncode == 2
    assert "--no-verify answers anybody" in finished.stderr


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_a_port_that_is_none_is_refused(port: str, tmp_path: Path) -> None:
    assert run(tmp_path, "serve", f"--port={port}").returncode == 2


def test_check_finds_no_faults(tmp_path: Path) -> None:
    finished = run(tmp_path, "check")
    assert (finished.returncode, finished.stdout) == (0, "no faults\n")


def test_package_writes_the_manifest_and_the_model(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    finished = run(tmp_path, "package", str(folder), SKILL_ENDPOINT="https://coach.example/alexa")
    assert finished.returncode == 0, finished.stderr
    manifest = json.loads((folder / "skill.json").read_text(encoding="utf-8"))["manifest"]
    assert manifest["apis"]["custom"]["endpoint"]["uri"] == "https://coach.example/alexa"
    assert (folder / "interactionModels" / "custom" / "en-US.json").is_file()


def test_package_refuses_an_address_that_alexa_cannot_call(tmp_path: Path) -> None:
    folder = tmp_path / "package"
    finished = run(tmp_path, "package", str(folder), SKILL_ENDPOINT="http://coach.example/alexa")
    assert finished.returncode == 2
    assert "https://example.org/alexa" in finished.stderr
    assert not folder.exists()


def test_a_bad_setting_is_refused_at_the_start(tmp_path: Path) -> None:
    finished = run(tmp_path, "ask", "help", SKILL_LOG_LEVEL="loud")
    assert finished.returncode == 2
    assert "SKILL_LOG_LEVEL" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_a_database_that_cannot_be_used_is_refused_at_the_start(tmp_path: Path) -> None:
    finished = run(tmp_path, "talk", "--fast", SKILL_DATABASE_URL="nonsense")
    assert finished.returncode == 2
    assert "SKILL_DATABASE_URL" in finished.stderr


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").stdout.strip() == skill.__version__


def test_serving_does_not_load_the_simulator() -> None:
    program = (
        "import sys; from skill.settings import read_settings; from skill.web.app import create_app;"
        "import skill.web.server, skill.cli; create_app(read_settings(), verify=False);"
        "assert not [name for name in sys.modules if name.startswith(('skill.simulator', 'rapidfuzz'))]"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=30)


NAMES = """
bedtime-in-bed bedtime-beside-bed desk standing-break morning before-exercise after-exercise pregnancy
seated cramp-now
"""


def timeline(tmp_path: Path, *arguments: str, **settings: str) -> dict[str, Any]:
    finished = run(tmp_path, "routine", *arguments, "--json", **settings)
    assert finished.returncode == 0, finished.stderr
    told: dict[str, Any] = json.loads(finished.stdout)
    return told


def test_the_routines_are_listed_a_line_each_that_begins_with_its_name(tmp_path: Path) -> None:
    listed = run(tmp_path, "routine").stdout.splitlines()
    assert [line.split()[0] for line in listed] == NAMES.split()


def test_a_routine_is_shown_as_lines_with_times(tmp_path: Path) -> None:
    shown = run(tmp_path, "routine", "bedtime-in-bed").stdout
    assert shown.startswith("Bedtime stretch, in bed,  6:")
    assert " 0:00   1.2 s   Let's do it in bed.\n" in shown
    assert "Ready to settle?" in shown


def test_an_unknown_routine_exits_with_2_and_lists_them(tmp_path: Path) -> None:
    finished = run(tmp_path, "routine", "yoga")
    assert finished.returncode == 2
    assert "there is no routine 'yoga'" in finished.stderr
    assert all(name in finished.stderr for name in NAMES.split())
    assert run(tmp_path, "routine", "--json").returncode == 2


def test_a_timeline_as_json_holds_exactly_this(tmp_path: Path) -> None:
    told = timeline(tmp_path, "desk")
    assert set(told) == {"routine", "title", "seconds", "parts"}
    assert (told["routine"], told["title"]) == ("desk", "Desk break")
    assert told["seconds"] == pytest.approx(sum(part["seconds"] for part in told["parts"]), abs=0.05)
    for part in told["parts"]:
        assert set(part) == {"seconds", "ssml", "cues"}
        assert part["seconds"] == pytest.approx(sum(cue["seconds"] for cue in part["cues"]), abs=0.05)
        assert text_of(from_ssml(part["ssml"])) == " ".join(c["text"] for c in part["cues"] if c["text"])
        pauses = [piece.seconds for piece in from_ssml(part["ssml"]) if isinstance(piece, Pause)]
        assert pauses == [cue["seconds"] for cue in part["cues"] if cue["kind"] == "pause"]
        for cue in part["cues"]:
            assert set(cue) == {"kind", "text", "seconds", "rate", "hold"}
            assert (cue["kind"] == "pause") == (cue["text"] == "")
            assert cue["hold"] is None or set(cue["hold"]) == {"stretch", "side", "repetition", "seconds"}
    sides = {cue["hold"]["side"] for part in told["parts"] for cue in part["cues"] if cue["hold"]}
    assert sides == {"right", "left"}


def test_the_parts_are_those_that_a_reply_carries(tmp_path: Path) -> None:
    told = timeline(tmp_path, "bedtime-in-bed")
    answer = asked(tmp_path, "start my bedtime stretch")
    assert answer["ssml"] == told["parts"][0]["ssml"]
    assert answer["seconds"] == pytest.approx(told["parts"][0]["seconds"], abs=0.5)
    assert answer["session_open"]


def test_pace_detail_and_the_rate_of_the_voice_change_the_timeline(tmp_path: Path) -> None:
    usual = timeline(tmp_path, "desk")["seconds"]
    assert timeline(tmp_path, "desk", "--pace", "slow")["seconds"] > usual
    assert timeline(tmp_path, "desk", "--detail", "brief")["seconds"] < usual
    assert timeline(tmp_path, "desk", SKILL_VOICE_RATE="0.8")["seconds"] > usual
    assert run(tmp_path, "routine", "desk", SKILL_VOICE_RATE="fast").returncode == 2


def test_a_routine_in_a_fast_talk_goes_on_as_if_time_had_passed(tmp_path: Path) -> None:
    said = run(tmp_path, "talk", "--fast", typed="start my bedtime stretch\nyes\nyes\nexit\n").stdout
    assert said.count("Let's do it in bed.") == 1
    assert "Next, a gentle reach for your toes." in said
    assert said.endswith("Sleep well.\n(session closed)\n")
