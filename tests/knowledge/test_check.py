"""The check finds whatever is wrong in the content, all of it at once, each fault in its file and line."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

import skill
from skill.interaction.agreement import check_agreement
from skill.knowledge.check import check_content
from tests.knowledge.conftest import Copy

PHRASES = "en/phrases.toml"
ROUTINES = "en/routines.toml"
STRETCHES = "en/stretches.toml"
NAMES = "en/names.toml"
BASICS = "en/topics/basics.toml"


def test_the_content_has_no_faults() -> None:
    assert check_content() == []


@dataclass(frozen=True)
class Breakage:
    """A way to break the content, and the fault that is found."""

    file: str
    before: str
    after: str
    place: str
    message: str


def breakages() -> list[Breakage]:
    text = Path(__file__).with_name("breakages.yaml").read_text(encoding="utf-8")
    return [
        Breakage(each["file"], each["break"], each["into"], each["place"], each["says"])
        for each in yaml.safe_load(text)
    ]


@pytest.mark.parametrize("breakage", breakages(), ids=lambda each: f"{each.file} {each.place}")
def test_a_fault_is_found_in_its_file_and_line(content: Copy, breakage: Breakage) -> None:
    content.replace(breakage.file, breakage.before, breakage.after)
    here = [fault for fault in content.faults() if f", {breakage.place}: " in fault]
    faults = [fault for fault in here if breakage.message in fault]
    assert len(faults) == 1, content.faults()
    there = re.match(rf"skill/content/{re.escape(breakage.file)}, line (\d+), ", faults[0])
    assert there, faults
    line = content.lines(breakage.file)[int(there[1]) - 1]
    table, _, field = breakage.place.rpartition(" ")
    header = re.sub(r"\.\d+", "", table.strip("[]"))
    named = [f"[{header}"] if "is missing" in faults[0] else [f"[{header}]", field.strip("[]")]
    assert any(name in line for name in named), line


def test_the_line_is_that_of_the_very_item(content: Copy) -> None:
    findings, today = "en/signs/findings.toml", "en/signs/today.toml"
    content.replace(findings, '"short|out of|on puff"', '"Short|out of|on puff"')
    content.replace(today, '"cast swollen"', '"cast moon"')
    line, other = content.line(findings, "Short|out"), content.line(today, "cast moon")
    assert content.faults() == [
        f"skill/content/{findings}, line {line}, [breathless] heard: 'Short|out' in 'Short|out of|on puff': "
        "only lower-case words, _, *, | and ! belong here",
        f"skill/content/{today}, line {other}, [rf_dvt_risk] when: "
        "there is no finding 'moon' in signs/findings.toml",
    ]


def test_several_faults_in_several_files_come_together(content: Copy) -> None:
    content.replace("en/sources.toml", "[aafp_2012]", "[aafp_2012")
    content.replace(STRETCHES, "[settle]\n", '[settle]\nnotes = "x"\n')
    content.replace(STRETCHES, '["stool"]', '["trampoline"]')
    content.replace(ROUTINES, "repetitions = 10", "repetitions = 300")
    content.replace(ROUTINES, '"easing"', '"moon"')
    content.replace(PHRASES, 'home = ["Okay."]\n', "")
    content.replace(PHRASES, '"First, {title}."', '"First."')
    content.replace(NAMES, '\ndesk = ["desk break"', '\ndusk = ["desk break"')
    content.replace(BASICS, "[how_long]\n", '[how_long]\nnotes = "x"\n')
    content.replace("en/tips.toml", "When a cramp strikes", "Take two pills")
    found = [
        re.sub(r"^skill/content/en/(.*?), line \d+(?:, (.*?))?: .*", r"\1 \2", each)
        for each in content.faults()
    ]
    assert found == [
        "names.toml [Routine] desk",
        "names.toml [Routine] dusk",
        "phrases.toml [say] home",
        "phrases.toml [coaching] first",
        "routines.toml [bedtime-in-bed.steps.1] repetitions",
        "routines.toml [cramp-now.steps.1] ask",
        "sources.toml ",
        "stretches.toml [settle] notes",
        "stretches.toml [feet-up] needs",
        "tips.toml [toes_up] say",
        "topics/basics.toml [how_long] notes",
    ]


def test_a_fault_is_told_once_and_not_again_for_what_refers_to_it(content: Copy) -> None:
    content.replace("en/sources.toml", "[nidirect]\n", '[nidirect]\nnotes = "x"\n')
    content.replace(STRETCHES, '[ankle-circles]\ntitle = "ankle circles"\n', "[ankle-circles]\n")
    content.replace(BASICS, 'title = "What a leg cramp is"\n', "")
    assert [fault.split(": ")[0].split(", ")[-1] for fault in content.faults()] == [
        "[nidirect] notes",
        "[ankle-circles] title",
        "[what_is_cramp] title",
    ]


@pytest.mark.parametrize("name", [PHRASES, ROUTINES, STRETCHES, NAMES, BASICS, "en/signs/findings.toml"])
def test_a_file_that_is_not_there_is_the_only_fault(content: Copy, name: str) -> None:
    (content.folder / name).unlink()
    assert content.faults() == [f"skill/content/{name}: there is no such file"]
    assert check_agreement("en", content.folder) == []


def test_a_file_in_another_encoding_or_language_is_refused(content: Copy) -> None:
    (content.folder / PHRASES).write_bytes("[say]\nhome = ['Où?']\n".encode("latin-1"))
    assert content.faults() == [f"skill/content/{PHRASES}: it is not written in UTF-8"]
    unknown = [str(fault) for fault in check_content("tlh", content.folder)]
    assert all(fault.endswith(": there is no such file") for fault in unknown)
    assert "skill/content/tlh/sources.toml: there is no such file" in unknown


def test_a_topic_that_no_intent_asks_for_is_told_where_it_stands(content: Copy) -> None:
    content.replace(BASICS, 'asked = ["names"]', 'asked = ["names night"]')
    line = content.line(BASICS, 'asked = ["names night"]')
    place = f"skill/content/{BASICS}, line {line}, [other_names] asked"
    assert check_agreement("en", content.folder) == [f"{place}: no intent of en-US asks any of this"]


def test_the_command_prints_every_fault_and_no_traceback(tmp_path: Path) -> None:
    checkout = Path(skill.__file__).parents[1]
    for folder in ("skill", "interaction_models"):
        shutil.copytree(checkout / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    content = Copy(tmp_path / "content")
    content.replace(PHRASES, 'home = ["Okay."]\n', "")
    content.replace(STRETCHES, '["stool"]', '["trampoline"]')
    shutil.rmtree(tmp_path / "skill" / "content")
    content.folder.rename(tmp_path / "skill" / "content")
    model = tmp_path / "interaction_models" / "en-US.json"
    model.write_text(model.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "skill", "check"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert [re.split("[:,]", line)[0] for line in done.stdout.splitlines()] == [
        "interaction_models/en-US.json",
        f"skill/content/{PHRASES}",
        f"skill/content/{STRETCHES}",
    ]


def test_a_field_too_many_hides_no_other_fault(content: Copy) -> None:
    content.replace(STRETCHES, "[calf-stretch]\n", '[calf-stretch]\nnotes = "x"\n')
    content.replace(STRETCHES, "seconds = 20\n", "seconds = 60\n")
    content.replace(NAMES, "[Situation]\n", "[Situation]\nnotes = 3\n")
    content.replace(NAMES, '\ndesk = ["desk break"', '\ndusk = ["desk break"')
    found = "\n".join(content.faults())
    for fault in (
        "[calf-stretch] notes: nothing reads this field",
        "[calf-stretch] seconds: a hold takes 5 to 30 seconds",
        "[Situation] notes",
        "[Routine] desk",
        "[Routine] dusk",
    ):
        assert fault in found, found
