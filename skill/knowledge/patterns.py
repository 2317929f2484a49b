"""Patterns of words that are said near each other, in any order, without others that must be absent."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter

from skill.knowledge.denials import denials_in

_WITHIN = 20
"""The number of words within which all words of a pattern stand."""
_NEAR = 2
"""The number of words around a match in which a word that must be absent counts."""
_MOST_PLACES = 4
"""The number of places of one word that are tried in a text: more would only cost time."""
_LONGEST_STEM = 16
"""The number of letters that may stand before or after a star."""

# Each word is read once, without a way back, since the content has thousands of them.
_PHRASE = r"{word}(?:_{word})*+".format(
    word=rf"(?:[a-z']{{1,{_LONGEST_STEM}}}+\*|[a-z']++|\*[a-z']{{1,{_LONGEST_STEM}}}+)"
)
"""Words joined by underscores. A star stands for the beginning or for the end of a word."""
_PHRASES = re.compile(rf"{_PHRASE}(?:\|{_PHRASE})*+")

_beginning = attrgetter("start")
_end = attrgetter("stop")


class Sentence:
    """Words in which the phrases of patterns were found."""

    def __init__(self, words: Sequence[str], places: Mapping[str, Sequence[range]]) -> None:
        self.places = places
        """The numbers of the words of a phrase, for each place at which it is said, by the phrase."""
        self.denials = denials_in(words)


class Alternatives:
    """Phrases of which any may be said."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = dict.fromkeys(phrases)
        """The phrases as keys, so that they are found at once and keep the order of the list."""

    def places(self, sentence: Sentence) -> list[range]:
        """Return the numbers of the words of each phrase that is said, in the order of the sentence.

        Of phrases that begin at one word the first that is listed counts.
        """
        said = self.phrases.keys() & sentence.places.keys()
        by_beginning: dict[int, range] = {}
        for phrase in said if len(said) < 2 else filter(said.__contains__, self.phrases):
            for place in sentence.places[phrase]:
                by_beginning.setdefault(place.start, place)
        places: list[range] = []
        for place in sorted(by_beginning.values(), key=_beginning):
            if not places or place.start >= places[-1].stop:
                places.append(place)
        return places


@dataclass(frozen=True)
class Pattern:
    """Words that mean something when all of them are said near each other, in any order."""

    needed: tuple[Alternatives, ...]
    absent: Alternatives | None
    """The words that must not stand near them."""

    def is_in(self, sentence: Sentence) -> bool:
        """True if it is said, and not denied."""
        places: list[list[range]] = []
        for alternatives in self.needed:
            found = alternatives.places(sentence)
            if not found:
                return False
            places.append(found[:_MOST_PLACES])
        absent = self.absent.places(sentence) if self.absent else []
        return any(_holds(match, absent, sentence.denials) for match in product(*places))


def read_pattern(text: str, shorthand: Mapping[str, str]) -> Pattern:
    """Return the pattern that a line of findings.toml writes. A name of the shorthand stands for its words.

    Raises ValueError, which says what belongs there.
    """
    needed: list[Alternatives] = []
    absent: list[str] = []
    for token in text.split():
        parts = token.removeprefix("!").split("|")
        written_out = "|".join([shorthand.get(part, part) for part in parts])
        if not _PHRASES.fullmatch(written_out):
            raise ValueError(f"{token!r} in {text!r}: only lower-case words, _, *, | and ! belong here")
        if token.startswith("!"):
            absent += written_out.split("|")
        else:
            needed.append(Alternatives(written_out.split("|")))
    if not needed:
        raise ValueError(f"{text!r} needs a word that must be there")
    return Pattern(tuple(needed), Alternatives(absent) if absent else None)


def _holds(match: tuple[range, ...], absent: Sequence[range], denials: Mapping[int, int]) -> bool:
    """True if the places are near each other, and no word there must be absent or is denied."""
    first, last = min(map(_beginning, match)), max(map(_end, match))
    if last - first > _WITHIN:
        return False
    used = {number for place in match for number in place}
    if len(used) < sum(map(len, match)):
        return False
    # The absent ones are in order and apart: only the first that ends late enough can stand there.
    reached = bisect_right(absent, first - _NEAR, key=_end)
    if reached < len(absent) and absent[reached].start < last + _NEAR:
        return False
    return not any(_is_denied(place.start, denials, used) for place in match)


def _is_denied(number: int, denials: Mapping[int, int], used: set[int]) -> bool:
    """True if the word is denied, and the pattern has no word from the denial up to it."""
    return number in denials and used.isdisjoint(range(denials[number], number))
