"""What somebody may report who has a warning sign, recognised in whatever words arrive."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from skill.knowledge.entries import Entry
from skill.voice.words import words_of

_WITHIN = 20
"""Words: how far apart the words of one pattern may stand."""
_NEAR = 2
"""Words: how near to them a word that must not be there counts."""
_MOST_PLACES = 4
"""Of one word in one text: more would only cost time."""

# What may stand between a denial and what is denied: "I do not have any chest pain".
_BETWEEN = frozenset(
    [
        "a",
        "an",
        "any",
        "the",
        "my",
        "have",
        "having",
        "had",
        "got",
        "get",
        "feel",
        "feeling",
        "at",
        "all",
        "been",
    ]
)
_DENIALS = frozenset(["no", "without", "neither"])
_LIST = 4
"""Words: how far a denial reaches in a list."""
_DENYING_AUXILIARIES = frozenset(["do", "does", "did", "have", "has", "is", "are", "am", "was", "were"])


@dataclass(frozen=True)
class Pattern:
    """Words that mean a finding when all of them are said near each other, in any order."""

    needed: tuple[re.Pattern[str], ...]
    absent: re.Pattern[str] | None
    """What must not stand near them."""

    def is_in(self, words: "_Words") -> bool:
        """Whether it is said, and not denied."""
        places: list[list[range]] = []
        for alternatives in self.needed:
            found = words.places(alternatives)
            if not found:
                return False
            places.append(found[:_MOST_PLACES])
        absent = words.places(self.absent) if self.absent else []
        return any(_holds(words, match, absent) for match in product(*places))


@dataclass(frozen=True)
class Finding:
    """One thing that somebody may report."""

    id: str
    said: tuple[str, ...]
    """Whole phrases, as values of the slot type Sign."""
    heard: tuple[Pattern, ...]

    def is_in(self, words: "_Words") -> bool:
        """Whether it is all that was said, or a part of it."""
        return words.words in self._alone or any(pattern.is_in(words) for pattern in self.heard)

    @cached_property
    def _alone(self) -> list[list[str]]:
        return [_Words(text).words for text in self.said]


def read_findings(file: Entry) -> dict[str, Finding]:
    """Findings by id."""
    shorthand = {name: file.table("words").text(name) for name in file.table("words").fields}
    return {
        entry.id: Finding(
            entry.id,
            entry.texts("said"),
            tuple(_pattern(entry, text, shorthand) for text in entry.texts("heard")),
        )
        for entry in file.tables()
        if entry.id != "words"
    }


def find(findings: Iterable[Finding], texts: Iterable[str]) -> set[str]:
    """The ids of the findings that are said in any of the texts."""
    said = [words for text in dict.fromkeys(texts) if (words := _Words(text)).words]
    return {finding.id for finding in findings if any(finding.is_in(words) for words in said)}


class _Words:
    """A text as words, in which alternatives can be looked for."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self._text = " ".join(self.words)

    def places(self, alternatives: re.Pattern[str]) -> list[range]:
        """Where they stand: the numbers of their words."""
        return list(self._places(alternatives))

    def _places(self, alternatives: re.Pattern[str]) -> Iterator[range]:
        for match in alternatives.finditer(self._text):
            first = self._text.count(" ", 0, match.start())
            yield range(first, first + match[0].count(" ") + 1)


def _holds(words: _Words, match: tuple[range, ...], absent: list[range]) -> bool:
    first, last = min(place.start for place in match), max(place.stop for place in match)
    used = {number for place in match for number in place}
    if last - first > _WITHIN or len(used) < sum(map(len, match)):
        return False
    if any(place.stop > first - _NEAR and place.start < last + _NEAR for place in absent):
        return False
    return not any(_is_denied(words.words, place.start, used) for place in match)


def _is_denied(words: list[str], place: int, used: set[int]) -> bool:
    """Whether "no", "without" or "do not" stands before the word, with nothing of weight between."""
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


def _pattern(entry: Entry, text: str, shorthand: dict[str, str]) -> Pattern:
    needed: list[re.Pattern[str]] = []
    absent: list[str] = []
    for token in text.split():
        written_out = "|".join(shorthand.get(part, part) for part in token.removeprefix("!").split("|"))
        if re.search(r"[^a-z_*|']", written_out):
            raise entry.fault(
                "heard", f"{token!r} in {text!r}: only lower-case words, _, *, | and ! belong here"
            )
        if token.startswith("!"):
            absent.append(written_out)
        else:
            needed.append(_alternatives(written_out))
    if not needed:
        raise entry.fault("heard", f"{text!r} needs a word that must be there")
    return Pattern(tuple(needed), _alternatives("|".join(absent)) if absent else None)


def _alternatives(token: str) -> re.Pattern[str]:
    """`can_not|breath*` as a regular expression over words with single spaces between them."""
    phrases = [re.escape(part).replace("_", " ").replace(r"\*", r"[^ ]*") for part in token.split("|")]
    return re.compile(rf"(?<![^ ])(?:{'|'.join(phrases)})(?![^ ])")
