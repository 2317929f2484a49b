"""A fault names the file as a person edits it, the line, the table and the field."""

from pathlib import Path

import pytest

from skill.knowledge.faults import ContentError, Fault
from skill.knowledge.files import ContentFile
from skill.structures import Path as Place

SOURCE = """\
default = 1

[desk]
title = "Desk"
cautions = { older = "Sit." }
lines = [
    "Hold.",
    "Let go.",
]

[[desk.steps]]
seconds = 3

[[desk.steps]]
seconds = 4
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("default",), "line 1, default"),
        (("desk",), "line 3, [desk]"),
        (("desk", "title"), "line 4, [desk] title"),
        (("desk", "closing"), "line 3, [desk] closing"),
        (("desk", "cautions", "older"), "line 5, [desk.cautions] older"),
        (("desk", "cautions", "teen"), "line 5, [desk.cautions] teen"),
        (("desk", "lines", 1), "line 8, [desk] lines"),
        (("desk", "steps", 1, "seconds"), "line 15, [desk.steps.2] seconds"),
        (("desk", "steps", 1, "ask"), "line 14, [desk.steps.2] ask"),
        (("sofa",), "line 1, sofa"),
        ((), "line 1"),
    ],
)
def test_a_fault_says_where_it_is(path: Place, place: str) -> None:
    fault = ContentFile("en/routines.toml", SOURCE).fault(path, "no")
    assert str(fault) == f"skill/content/en/routines.toml, {place}: no"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("[desk\n", "line 1: Expected ']' at the end of a table declaration"),
        ("[desk]\n[desk]\n", "line 2: Cannot declare ('desk',) twice"),
        ("[desk]\n\ntitle = ", "line 3: Invalid value"),
    ],
)
def test_what_is_no_toml_is_empty_and_says_so(source: str, fault: str) -> None:
    file = ContentFile("en/routines.toml", source)
    assert file.fields == {}
    assert str(file.unreadable) == f"skill/content/en/routines.toml, {fault}"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    file = ContentFile.read("en/routines.toml", tmp_path)
    assert str(file.unreadable) == "skill/content/en/routines.toml: there is no such file"


def test_an_error_has_all_faults_in_the_order_of_files_and_lines() -> None:
    faults = [Fault("b.toml", 1, "", "x"), Fault("a.toml", 10, "", "y"), Fault("a.toml", 9, "", "z")]
    error = ContentError(faults)
    assert str(error).splitlines() == [
        "skill/content/a.toml, line 9: z",
        "skill/content/a.toml, line 10: y",
        "skill/content/b.toml, line 1: x",
    ]
    assert error.faults == tuple(sorted(faults))
