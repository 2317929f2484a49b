"""The findings in words by the plainest way: each line of findings.toml is held against them in turn.

It reads the file itself and shares nothing with the search of the skill but the division of a text into
words. Where the two differ, this one says what is meant.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from skill.voice.words import words_of

Phrase = tuple[str, ...]
"""The words of a phrase, with their stars."""
Place = tuple[int, int]
"""The number of a first word, and the number after that of the last one."""

BETWEEN = words_of("a an any the my have having had got get feel feeling at all been")
AUXILIARIES = words_of("do does did have has is are am was were")
DENIALS = words_of("no without neither")


class Line:
    """A line of findings.toml: the phrases of each part that must be there, and those that must not."""

    def __init__(self, text: str, shorthand: dict[str, str]) -> None:
        self.needed: list[list[Phrase]] = []
        self.absent: list[Phrase] = []
        for token in text.split():
            named = token.removeprefix("!").split("|")
            written = [phrase for name in named for phrase in shorthand.get(name, name).split("|")]
            phrases = [tuple(phrase.split("_")) for phrase in written]
            if token.startswith("!"):
                self.absent += phrases
            else:
                self.needed.append(phrases)
        self.beginnings = [{phrase[0] for phrase in phrases} for phrases in self.needed]


class PlainSearch:
    """The findings as the file writes them."""

    def __init__(self, language: str = "en") -> None:
        text = files("skill.content").joinpath(f"{language}/signs/findings.toml").read_text("utf-8")
        tables: dict[str, Any] = tomllib.loads(text)
        shorthand = tables.pop("words")
        self.lines = {
            id_: [Line(text, shorthand) for text in table["heard"]] for id_, table in tables.items()
        }
        self.said: dict[str, list[str]] = {id_: table["said"] for id_, table in tables.items()}
        self._whole = {id_: [words_of(text) for text in said] for id_, said in self.said.items()}
        every_line = [line for lines in self.lines.values() for line in lines]
        phrases = [phrase for line in every_line for part in (*line.needed, line.absent) for phrase in part]
        self.forms = sorted({form for phrase in phrases for form in phrase})
        self._forms_of = cache(lambda word: {form for form in self.forms if names(form, word)})

    def findings(self, words: Sequence[str]) -> set[str]:
        """The ids of the findings in these words."""
        return self.whole(words) | {id_ for id_, _ in self.lines_in(words)}

    def whole(self, words: Sequence[str]) -> set[str]:
        """The ids of the findings of which a phrase is just these words."""
        return {id_ for id_, phrases in self._whole.items() if list(words) in phrases}

    def lines_in(self, words: Sequence[str]) -> set[tuple[str, int]]:
        """The lines that are said in these words, each as its finding and its number there."""
        forms = [self._forms_of(word) for word in words]
        anywhere = set().union(*forms)
        return {
            (id_, number)
            for id_, lines in self.lines.items()
            for number, line in enumerate(lines)
            # A part of which no first word is anywhere is not said.
            if not any(beginnings.isdisjoint(anywhere) for beginnings in line.beginnings)
            and is_said(line, words, forms)
        }


def names(form: str, word: str) -> bool:
    """Whether a phrase names this word by this form, in which a star stands for any letters."""
    if form.endswith("*"):
        return word.startswith(form[:-1])
    return word.endswith(form[1:]) if form.startswith("*") else word == form


def is_said(line: Line, words: Sequence[str], forms: Sequence[set[str]]) -> bool:
    """Whether a line is said: its parts near each other, without what must be absent, and not denied."""
    choices = [places(phrases, forms)[:4] for phrases in line.needed]
    absent = places(line.absent, forms)
    return any(holds(match, absent, words) for match in product(*choices))


def places(phrases: Sequence[Phrase], forms: Sequence[set[str]]) -> list[Place]:
    """Where any of the phrases is said. The first listed counts at each word, and none overlaps another."""
    found: list[Place] = []
    number = 0
    while number < len(forms):
        length = next((len(phrase) for phrase in phrases if stands_at(number, phrase, forms)), 0)
        if length:
            found.append((number, number + length))
        number += length or 1
    return found


def stands_at(number: int, phrase: Phrase, forms: Sequence[set[str]]) -> bool:
    """Whether the phrase is said from the word of this number on."""
    return (
        phrase[0] in forms[number]
        and number + len(phrase) <= len(forms)
        and all(form in forms[number + after] for after, form in enumerate(phrase))
    )


def holds(match: Sequence[Place], absent: Sequence[Place], words: Sequence[str]) -> bool:
    """Whether the words at these places mean something together."""
    used = [number for first, end in match for number in range(first, end)]
    nearby = range(min(used) - 2, max(used) + 3)
    return (
        max(used) - min(used) < 20
        and len(used) == len(set(used))
        and not any(number in nearby for first, end in absent for number in range(first, end))
        and not any(is_denied(first, used, words) for first, _ in match)
    )


def is_denied(number: int, used: Sequence[int], words: Sequence[str]) -> bool:
    """Whether the nearest word of weight before this one denies it, unless a word of the match is nearer."""
    before = number - 1
    while before >= 0 and before not in used and words[before] in BETWEEN:
        before -= 1
    if before < 0 or before in used:
        return False
    if words[before] in ("or", "nor"):
        return any(word in DENIALS for word in words[max(0, before - 4) : before])
    if words[before] == "not":
        return before > 0 and words[before - 1] in AUXILIARIES
    return words[before] in DENIALS
