"""A broken content file names file, line and field."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from skill.knowledge.emergency import read_emergency_numbers
from skill.knowledge.entries import ContentError, Entry, parse_file
from skill.knowledge.names import Names
from skill.knowledge.phrases import read_phrases
from skill.knowledge.sources import Source, read_sources
from skill.knowledge.topics import Topics, read_topics
from skill.voice.speech import Pause

TOPIC = """\
# Topics.

[first]
title = "One"
asked = ["why night"]
say = "Toes up."
more = "Hold them."
strength = "Good."
sources = ["a"]
related = ["second"]
reviewed = 2026-11-22

[second]
title = "Two"
asked = ["why"]
say = "Heel down."
more = "Hold it."
strength = "Good."
sources = ["a"]
related = ["second"]
reviewed = 2026-11-22
"""
SOURCES = {"a": Source("A", "B", "the B", "https://a.example")}
NAMES = Names({"Situation": {"night": ("at night",)}})


def _topics(text: str) -> Topics:
    return read_topics([("basics", parse_file("en/topics.toml", text))], SOURCES, NAMES)


def test_a_good_file_is_read_in_its_order() -> None:
    topics = _topics(TOPIC)
    assert list(topics.by_id) == ["first", "second"]
    assert topics.by_id["second"].reviewed == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('say = "Heel down."', "say = 5", "en/topics.toml, line 16, [second] say: a text belongs here"),
        ('say = "Heel down."', 'say = " "', "en/topics.toml, line 16, [second] say: a text"),
        ('title = "Two"\n', "", "en/topics.toml, line 13, [second] title: is missing"),
        (
            "reviewed = 2026-11-22\n\n[s",
            'reviewed = "May"\n\n[s',
            "line 11, [first] reviewed: a date belongs",
        ),
        ('sources = ["a"]\nr', 'sources = ["b"]\nr', "line 9, [first] sources: there is no source 'b'"),
        ('sources = ["a"]\nr', "sources = []\nr", "line 9, [first] sources: a list of texts belongs here"),
        (
            'related = ["second"]',
            'related = ["third"]',
            "line 10, [first] related: there is no topic 'third'",
        ),
        ('"why night"', '"why noon"', "line 5, [first] asked: there is nothing named 'noon' in names.toml"),
        ('"why night"', '"whence"', "line 5, [first] asked: 'whence' is no question: one of why, helps"),
        ("[first]", "[first", "en/topics.toml: "),
        ("# Topics.", "stray = 1", "en/topics.toml, line 1, stray: a table belongs here"),
    ],
)
def test_a_fault_says_where_it_is_and_what_belongs_there(before: str, after: str, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        _topics(TOPIC.replace(before, after, 1))
    assert message in str(raised.value)


ROUTINE = """\
[[parts]]
lines = ["Hold.", 5, "Let go."]

[[parts]]
lines = ["Hold.", -5]
"""


def test_words_and_pauses_are_a_speech() -> None:
    first, _ = parse_file("en/routine.toml", ROUTINE).series("parts")
    assert first.speech("lines") == ("Hold.", Pause(5.0), "Let go.")


def test_a_fault_in_a_list_of_tables_says_which_one() -> None:
    _, second = parse_file("en/routine.toml", ROUTINE).series("parts")
    with pytest.raises(ContentError, match=r"line 5, \[parts.2\] lines: a list of texts and of pauses"):
        second.speech("lines")


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_sources, '[a]\ntitle = "A"\n', "[a] publisher: is missing"),
        (read_phrases, "[say]\n", "questions: is missing"),
        (
            read_phrases,
            '[say]\n[coaching]\n[playing]\n[questions.tip]\nreprompt = "?"\n',
            "line 4, [questions.tip] ask",
        ),
        (read_emergency_numbers, '[numbers]\n"911" = "en-US"\n', "[numbers] 911: a list of texts"),
    ],
)
def test_the_other_files_say_so_as_well(read: Callable[[Entry], Any], text: str, message: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(parse_file("en/file.toml", text))
    assert message in str(raised.value)


def test_a_list_that_should_hold_tables_does_not_hold_texts() -> None:
    with pytest.raises(ContentError, match="parts: a list of tables belongs here"):
        parse_file("en/routine.toml", 'parts = ["one"]').series("parts")
