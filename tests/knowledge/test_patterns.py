"""A pattern finds its words near each other, in any order, and not where they are denied."""

import re

import pytest

from skill.knowledge.findings import Finding
from skill.knowledge.index import Index
from skill.knowledge.patterns import read_pattern
from skill.voice.words import words_of

SHORTHAND = {"LEG": "leg|legs|lower_limb"}


def said(pattern: str, text: str) -> bool:
    finding = Finding("it", said=(), heard=(read_pattern(pattern, SHORTHAND),))
    return Index([finding]).find(tuple(words_of(text))) == {"it"}


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("swell* LEG", "my leg is swelling", True),
        ("swell* LEG", "swollen legs", False),
        ("swell*|swollen LEG", "swollen legs", True),
        ("swell* LEG", "the lower limb swells up", True),
        ("swell* LEG", "the lower one of the limbs swells", False),
        ("*pril", "i take enalapril", True),
        ("can_not breathe", "I can't breathe", True),
        ("can_not breathe", "I can breathe, he can not", True),
        ("can_not breathe", "breathe not", False),
        ("hot leg !water", "my leg is hot", True),
        ("hot leg !water", "hot water on my leg", False),
        ("hot leg !water", "my leg is hot and i do like a drink of water", True),
        ("chest pain", "I don't have any chest pain", False),
        ("chest pain", "no fever or chest pain", False),
        ("chest pain", "no idea, it is chest pain", True),
        ("pain pain", "pain", False),
        ("hot leg", "hot " + "and " * 20 + "leg", False),
        ("hot leg", "", False),
    ],
)
def test_words_are_found_near_each_other(pattern: str, text: str, found: bool) -> None:
    assert said(pattern, text) is found


def test_of_phrases_that_begin_alike_the_first_that_is_listed_counts() -> None:
    assert said("hot|hot_water water", "hot water")
    assert not said("hot_water|hot water", "hot water")


def test_a_long_word_costs_no_more_than_its_length() -> None:
    assert said("leg", "a" * 100_000 + " leg")


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("Leg", "'Leg' in 'Leg': only lower-case words, _, *, | and ! belong here"),
        ("le*g", "only lower-case words"),
        ("leg|", "only lower-case words"),
        ("*", "only lower-case words"),
        ("abcdefghijklmnopqrs*", "only lower-case words"),
        ("!leg", "needs a word that must be there"),
        ("", "needs a word that must be there"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_pattern(pattern, SHORTHAND)
