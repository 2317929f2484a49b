"""What must not be said is found before anybody hears it."""

import pytest

from skill.knowledge.forbidden import Forbidden
from skill.knowledge.placeholders import placeholder_faults
from skill.knowledge.signs import Level
from skill.knowledge.wording import (
    MAX_WORDS,
    leg_faults,
    length_faults,
    question_faults,
    sign_faults,
    wording_faults,
)

FORBIDDEN = [
    Forbidden(
        words=("only a cramp", "cure*"),
        but=("isn't a cure",),
        instead="say which signs need checking",
    )
]


def faults_of(say: str) -> list[str]:
    return [*wording_faults(say, FORBIDDEN), *length_faults(say)]


@pytest.mark.parametrize(
    "say", ["Pull your toes up.", "It isn't a cure, and it may help.", "Call {emergency} now."]
)
def test_what_may_be_said_has_no_faults(say: str) -> None:
    assert faults_of(say) == []


@pytest.mark.parametrize(
    ("say", "fault"),
    [
        ("Toes up. " * 28, f"has 56 words; an answer has {MAX_WORDS} at most"),
        (
            "Unfortunately electrolyte supplementation recommendations disagree. " * 6,
            "s to say; an answer takes 20",
        ),
        ("It's only a cramp.", "must not be said: 'only a cramp'. Instead: say which signs need checking"),
        ("It cures cramps.", "must not be said: 'cures'"),
        ("It isn't a cure. It cures cramps.", "must not be said: 'cures'"),
        ("Take 300 mg at night.", "names an amount: '300 mg'"),
        ("Take two tablets.", "names an amount: 'two tablets'"),
        ("Drink a large glass of it.", "names an amount: 'a large glass'"),
        ("Warm it (not too hot).", "'(' is not for the ear"),
        ("About 60 percent have them.", "'6' is not for the ear"),
    ],
)
def test_a_fault_says_what_is_wrong(say: str, fault: str) -> None:
    found = faults_of(say)
    assert any(fault in line for line in found), found


@pytest.mark.parametrize(
    ("say", "level", "fault"),
    [
        ("It can be a clot. Call {emergency}.", Level.EMERGENCY, "begins with"),
        ("Call {emergency} now. Sit. Wait.", Level.EMERGENCY, "two sentences at most, not 3"),
        ("", Level.EMERGENCY, "begins with"),
        ("Call a doctor. With chest pain call {emergency}.", Level.TODAY, "says that it is for today"),
        ("Call a doctor today.", Level.TODAY, "it says when to call {emergency}"),
    ],
)
def test_a_sign_says_what_to_do_before_anything_else(say: str, level: Level, fault: str) -> None:
    [found] = sign_faults(say, level)
    assert fault in found


def test_a_sound_sign_has_no_faults() -> None:
    assert list(sign_faults("Call {emergency} now. Sit up.", Level.EMERGENCY)) == []
    assert list(sign_faults("Call a doctor today. With chest pain, call {emergency}.", Level.TODAY)) == []
    assert list(sign_faults("See a doctor.", Level.SOON)) == []


def test_a_question_asks_and_a_leg_is_named() -> None:
    assert list(question_faults("Is it easing?")) == []
    assert list(question_faults("Is it easing.")) == ["a question ends with a question mark: 'Is it easing.'"]
    assert list(leg_faults("{Side} foot up.")) == []
    assert list(leg_faults("Lift a foot.")) == ["names the leg: {side} belongs in it"]


def test_placeholders_are_those_that_are_filled() -> None:
    assert list(placeholder_faults("First, {title}.", ["title"])) == []
    assert list(placeholder_faults("Call {emergency}.", allowed=["emergency"])) == []
    assert list(placeholder_faults("First, {tilte}.", ["title"])) == [
        "{tilte} is nothing that can be filled in",
        "{title} belongs in it",
    ]
    for text in ("First, {title", "First, title}", "First, { title }", "First, {}"):
        assert list(placeholder_faults(text)) == ["a placeholder is written like {title}"]
