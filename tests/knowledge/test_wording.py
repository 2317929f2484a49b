"""What must not be said is found before anybody hears it, with its place."""

import pytest

from skill.knowledge.entries import ContentError, parse_file
from skill.knowledge.signs import Level
from skill.knowledge.wording import (
    MAX_WORDS,
    answer_faults,
    phrase_faults,
    read_forbidden,
    routine_faults,
    sign_faults,
    stretch_faults,
)

FORBIDDEN = read_forbidden(
    parse_file(
        "en/never.toml",
        """\
[comfort]
words = ["only a cramp", "cure*"]
but = ["isn't a cure"]
instead = "say which signs need checking"
""",
    )
)
PHRASES = """\
[say]
hello = ["{hello}"]

[coaching]
half_way = ["{half}"]

[questions.easing]
ask = ["{question}"]
"""


def faults_of(say: str) -> list[str]:
    [entry] = parse_file("en/topics/basics.toml", f'[why]\ntitle = "Why"\nsay = "{say}"\n').tables()
    return [str(fault) for fault in answer_faults(entry, FORBIDDEN)]


def sign(say: str, level: Level) -> list[str]:
    [entry] = parse_file("en/signs/today.toml", f'[clot]\nsay = "{say}"\n').tables()
    return [str(fault) for fault in sign_faults(entry, level)]


def phrases(
    hello: str = "Hello.", question: str = "Is it easing?", half: str = "Half-way."
) -> list[ContentError]:
    file = parse_file("en/phrases.toml", PHRASES.format(hello=hello, question=question, half=half))
    return list(phrase_faults(file, FORBIDDEN))


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
        ("Take 300 mg at night.", "names an amount: '300 mg'"),
        ("Take two tablets.", "names an amount: 'two tablets'"),
        ("Drink a large glass of it.", "names an amount: 'a large glass'"),
        ("Warm it (not too hot).", "'(' is not for the ear"),
        ("About 60 percent have them.", "'6' is not for the ear"),
    ],
)
def test_a_fault_names_the_file_the_entry_and_the_field(say: str, fault: str) -> None:
    found = faults_of(say)
    assert any(fault in line for line in found), found
    assert all(line.startswith("en/topics/basics.toml, line 3, [why] say: ") for line in found)


@pytest.mark.parametrize(
    ("say", "level", "fault"),
    [
        ("It can be a clot. Call {emergency}.", Level.EMERGENCY, "begins with"),
        ("Call {emergency} now. Sit. Wait.", Level.EMERGENCY, "two sentences at most, not 3"),
        ("Call a doctor. With chest pain call {emergency}.", Level.TODAY, "says that it is for today"),
        ("Call a doctor today.", Level.TODAY, "it says when to call {emergency}"),
    ],
)
def test_a_sign_says_what_to_do_before_anything_else(say: str, level: Level, fault: str) -> None:
    [found] = sign(say, level)
    assert found.startswith("en/signs/today.toml, line 2, [clot] say: ")
    assert fault in found


def test_a_sound_sign_has_no_faults() -> None:
    assert sign("Call {emergency} now. Sit up.", Level.EMERGENCY) == []
    assert sign("Call a doctor today. With chest pain, call {emergency}.", Level.TODAY) == []


def test_phrases_are_held_to_the_same_rules() -> None:
    assert phrases() == []
    assert "[coaching] half_way: must not be said" in str(phrases(half="It cures cramps.")[0])
    assert "[say] hello: must not be said" in str(phrases(hello="It's only a cramp.")[0])
    assert "a question ends with a question mark" in str(phrases(question="Is it easing.")[0])


STRETCH = """
[circles]
sides = "each"
setup = "Lift your {{side}} foot. {setup}"
brief = "{brief}"
start = "Circle. Begin."
during = ["{during}"]
"""


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ({"setup": "It cures cramps."}, "line 4, [circles] setup: must not be said: 'cures'"),
        ({"during": "It cures cramps."}, "line 7, [circles] during: must not be said: 'cures'"),
        ({"setup": "Hold {{thing}}."}, "line 4, [circles] setup: {thing} is nothing that can be filled in"),
        ({"brief": "Lift a foot."}, "line 5, [circles] brief: names the leg"),
    ],
)
def test_the_words_of_a_stretch_are_held_to_the_rules(words: dict[str, str], fault: str) -> None:
    sound = {"setup": "Hold on.", "brief": "{{side}} foot up.", "during": "Easy."}
    source = STRETCH.format(**{name: text.format() for name, text in (sound | words).items()})
    [found] = stretch_faults(parse_file("en/stretches.toml", source).table("circles"), FORBIDDEN)
    assert fault in str(found)


ROUTINE = """
[desk]
caution = "{caution}"
closing = "Done."

[[desk.steps]]
stretch = "circles"

[[desk.steps]]
stretch = "circles"
ask = "{ask}"
"""


def test_the_words_of_a_routine_and_what_its_steps_ask_are_held_to_the_rules() -> None:
    def faults(caution: str, ask: str) -> list[str]:
        source = ROUTINE.format(caution=caution, ask=ask)
        entry = parse_file("en/routines.toml", source).table("desk")
        return [str(fault) for fault in routine_faults(entry, {"easing"}, FORBIDDEN)]

    assert faults("If anything hurts, stop.", "easing") == []
    assert "line 3, [desk] caution: must not be said" in faults("It cures cramps.", "easing")[0]
    assert "line 11, [desk.steps.2] ask: there is no question 'moon'" in faults("Stop.", "moon")[0]
