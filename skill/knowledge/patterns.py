"""Patterns of words: what must be said near each other, in any order, and what must not stand there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from skill.voice.words import words_of

_WITHIN = 20
"""The number of words within which all words of a pattern stand."""
_NEAR = 2
"""The number of words around a match in which a word that must be absent counts."""
_MOST_PLACES = 4
"""The number of places of one word that are tried in a text: more would only cost time."""
_LONGEST_STEM = 16
"""The number of letters that may stand before or after a star."""

# What may stand between a denial and what is denied: "I do not have any chest pain".
_BETWEEN = frozenset(words_of("a an any the my have having had got get feel feeling at all been"))
_DENIALS = frozenset(["no", "without", "neither"])
_LIST = 4
"""The number of words that a denial reaches in a list."""
_DENYING_AUXILIARIES = frozenset(words_of("do does did have has is are am was were"))
_PHRASE = re.compile(
    r"{word}(?:_{word})*".format(
        word=rf"(?:[a-z']+|[a-z']{{1,{_LONGEST_STEM}}}\*|\*[a-z']{{1,{_LONGEST_STEM}}})"
    )
)
"""Words joined by underscores. A star stands for the beginning or for the end of a word."""


class Words:
    """A text as words, in which patterns are looked for."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)

    @cached_property
    def forms(self) -> list[frozenset[str]]:
        """Everything by which a pattern may name each of the words."""
        return [_forms(word) for word in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the words that may be named by each form."""
        places: dict[str, list[int]] = {}
        for number, forms in enumerate(self.forms):
            for form in forms:
                places.setdefault(form, []).append(number)
        return places

    def have(self, phrase: tuple[str, ...], place: int) -> bool:
        """True if this phrase begins at the word of this number."""
        there = self.forms[place : place + len(phrase)]
        return len(there) == len(phrase) and all(map(frozenset.__contains__, there, phrase))


class Alternatives:
    """Phrases of which any may be said. A word in them may begin or end with a star."""

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        self._by_beginning: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for order, phrase in enumerate(phrases):
            self._by_beginning.setdefault(phrase[0], []).append((order, phrase))

    def places(self, words: Words) -> list[range]:
        """The numbers of the words of each phrase that is said.

        Of phrases that begin at one word the first that is listed counts.
        """
        if self._by_beginning.keys().isdisjoint(words.places.keys()):
            return []
        lengths: dict[int, tuple[int, int]] = {}
        for beginning in self._by_beginning.keys() & words.places.keys():
            for order, phrase in self._by_beginning[beginning]:
                for place in words.places[beginning]:
                    if len(phrase) == 1 or words.have(phrase, place):
                        found = (order, len(phrase))
                        lengths[place] = min(lengths.get(place, found), found)
        places: list[range] = []
        for place, (_, length) in sorted(lengths.items()):
            if not places or place >= places[-1].stop:
                places.append(range(place, place + length))
        return places


@dataclass(frozen=True)
class Pattern:
    """Words that mean something when all of them are said near each other, in any order."""

    needed: tuple[Alternatives, ...]
    absent: Alternatives | None
    """What must not stand near them."""

    def is_in(self, words: Words) -> bool:
        """True if it is said, and not denied."""
        places: list[list[range]] = []
        for alternatives in self.needed:
            found = alternatives.places(words)
            if not found:
                return False
            places.append(found[:_MOST_PLACES])
        absent = self.absent.places(words) if self.absent else []
        return any(_holds(words.words, match, absent) for match in product(*places))


def read_pattern(text: str, shorthand: Mapping[str, str]) -> Pattern:
    """The pattern that a line of findings.toml writes. A name of the shorthand stands for its words.

    Raises ValueError, which says what belongs there.
    """
    needed: list[Alternatives] = []
    absent: list[str] = []
    for token in text.split():
        parts = [shorthand.get(part, part) for part in token.removeprefix("!").split("|")]
        written_out = [phrase for part in parts for phrase in part.split("|")]
        if not all(map(_PHRASE.fullmatch, written_out)):
            raise ValueError(f"{token!r} in {text!r}: only lower-case words, _, *, | and ! belong here")
        if token.startswith("!"):
            absent += written_out
        else:
            needed.append(_alternatives(written_out))
    if not needed:
        raise ValueError(f"{text!r} needs a word that must be there")
    return Pattern(tuple(needed), _alternatives(absent) if absent else None)


def _alternatives(phrases: Iterable[str]) -> Alternatives:
    return Alternatives(tuple(phrase.split("_")) for phrase in phrases)


def _forms(word: str) -> frozenset[str]:
    """The word itself, and its beginnings and endings with a star in the place of the rest."""
    lengths = range(min(len(word), _LONGEST_STEM) + 1)
    beginnings = {f"{word[:length]}*" for length in lengths}
    endings = {f"*{word[len(word) - length :]}" for length in lengths}
    return frozenset({word, *beginnings, *endings})


def _holds(words: list[str], match: tuple[range, ...], absent: list[range]) -> bool:
    """True if the places are near each other, and no word there must be absent or denies them."""
    first, last = min(place.start for place in match), max(place.stop for place in match)
    used = {number for place in match for number in place}
    if last - first > _WITHIN or len(used) < sum(map(len, match)):
        return False
    if any(place.stop > first - _NEAR and place.start < last + _NEAR for place in absent):
        return False
    return not any(_is_denied(words, place.start, used) for place in match)


def _is_denied(words: list[str], place: int, used: set[int]) -> bool:
    """True if "no", "without" or "do not" stands before the word, with nothing of weight between."""
    before = place - 1
    while before >= 0 and before not in used and words[before] in _BETWEEN:
        before -= 1
    if before < 0 or before in used:
        return False
    if words[before] in _DENIALS:
        return True
    if words[before] in ("or", "nor"):  # "No chest pain or palpitations."
        return not _DENIALS.isdisjoint(words[max(0, before - _LIST) : before])
    return words[before] == "not" and before > 0 and words[before - 1] in _DENYING_AUXILIARIES
