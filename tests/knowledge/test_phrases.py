"""Every phrase is said somewhere in the code, and every placeholder is filled there."""

import ast
import re
from enum import StrEnum
from pathlib import Path

import pytest

import skill
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question
from skill.knowledge.placeholders import EMERGENCY, IN_COACHING, IN_PHRASES, IN_QUESTIONS, LEGS, SUPPORT

SKILL = Path(skill.__file__).parent
DECLARED_IN = {SKILL / "knowledge" / name for name in ("phrases.py", "placeholders.py", "spoken.py")}
"""The modules that say which phrases there are, and say none of them."""


def trees() -> list[ast.Module]:
    paths = [path for path in SKILL.rglob("*.py") if path not in DECLARED_IN]
    return [ast.parse(path.read_text(encoding="utf-8")) for path in paths]


@pytest.mark.parametrize("phrases", [Phrase, CoachingPhrase, Question])
def test_every_member_is_used(phrases: type[StrEnum]) -> None:
    used = {
        node.attr
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == phrases.__name__
    }
    assert {member.name for member in phrases} - used == set()


@pytest.mark.parametrize("phrases", [Phrase, CoachingPhrase, Question])
def test_a_member_is_called_as_its_words_are(phrases: type[StrEnum]) -> None:
    assert [member.name.lower() for member in phrases] == [member.value for member in phrases]


def test_every_placeholder_is_filled_and_no_other() -> None:
    texts = [
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    filled = {found[1] for text in texts if (found := re.fullmatch(r"\{(\w+)\}", text))}
    declared = {
        name
        for table in (IN_PHRASES, IN_COACHING, IN_QUESTIONS)
        for names in table.values()
        for name in names
    }
    assert filled == declared | LEGS | {EMERGENCY, SUPPORT}
