"""Every value of a TOML document is found on its line."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from skill.knowledge.lines import lines_of
from skill.knowledge.topics import GROUPS
from skill.structures import Path

FILES = ["names", "phrases", "routines", "sources", "stretches", "tips", "never", "store"]
FILES += [f"signs/{name}" for name in ("findings", "emergency", "today", "soon")]
FILES += [f"topics/{name}" for name in GROUPS]

STRANGE = '''\
a.b = 1 # c = "x"
"q.r" = {x = [1, {y = 2}], z = \'\'\'
# not ] } "
\'\'\'}
[[t]]
v = """
a = "b" \\""" # [x]
x""""
[[t.u]]
w = 1979-05-27 07:32:00
[[t.u]] # n
w=[ # c ]
  "#", '"',

  3 ]
[ t . k ]
o = true
[[t]]
[[t.u]]
w = inf'''


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    if path:
        yield path
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, each in members:
        yield from paths(each, (*path, key))


@pytest.mark.parametrize("name", FILES)
def test_a_content_file_is_seen_as_tomllib_sees_it(name: str) -> None:
    source = files("skill.content").joinpath(f"en/{name}.toml").read_text(encoding="utf-8")
    lines = lines_of(source)
    assert set(lines) == set(paths(tomllib.loads(source)))
    written = source.splitlines()
    for path, line in lines.items():
        if isinstance(path[-1], str):
            assert path[-1] in written[line - 1]


def test_whatever_toml_allows_is_found_on_its_line() -> None:
    lines = lines_of(STRANGE)
    assert set(lines) == set(paths(tomllib.loads(STRANGE)))
    assert lines["a", "b"] == 1
    assert lines["q.r", "x", 1, "y"] == 2
    assert (lines["t", 0], lines["t", 0, "v"]) == (5, 6)
    assert (lines["t", 0, "u", 0, "w"], lines["t", 0, "u", 1, "w"]) == (10, 12)
    assert lines["t", 0, "u", 1, "w", 2] == 15
    assert (lines["t", 0, "k", "o"], lines["t", 1], lines["t", 1, "u", 0, "w"]) == (17, 18, 20)
