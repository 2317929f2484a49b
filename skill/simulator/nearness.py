"""How near an utterance is to a skill's samples."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz import fuzz, process

from skill.simulator.words import FUNCTION_WORDS, is_negative, stem

_ALIKE = 80.0
_SHORTEST_ALIKE = 5
_FUNCTION_WORD = 0.3
# A word that no sample holds says: this is about something else.
_UNKNOWN = 1.6
_ORDER = 0.1
_FINALISTS = 8
# "Remember me" has most of "don't remember me" in it, and means the opposite.
_DENIED = 0.75


@dataclass(frozen=True)
class Near:
    """A sample and how near it is."""

    intent: str
    score: float
    """0 to 1: how much of the utterance the sample explains and how much of the sample is in the utterance,
    their harmonic mean, with a little for the order of the words."""


class Nearness:
    """The samples of some intents, indexed by their words."""

    def __init__(self, samples: Iterable[tuple[str, Sequence[str]]], known: Iterable[str] = ()) -> None:
        """Takes (intent, words of a sample) pairs, and further words that are no strangers to the skill."""
        self._intents: list[str] = []
        self._texts: list[str] = []
        self._negative: list[bool] = []
        self._totals: list[float] = []
        self._holding: dict[str, list[int]] = defaultdict(list)
        intents_with: dict[str, set[str]] = defaultdict(set)
        stemmed = [(intent, [stem(word) for word in words]) for intent, words in samples]
        plain = {stem(word) for word in FUNCTION_WORDS}
        for intent, stems in stemmed:
            for word in stems:
                intents_with[word].add(intent)
        intents = len({intent for intent, _ in stemmed})
        self._rarest = log(1 + intents)
        self._plain = plain
        self._weights = {
            word: log(1 + intents / len(found)) * (_FUNCTION_WORD if word in plain else 1.0)
            for word, found in intents_with.items()
        }
        # A mistyped word is looked for among the telling ones: "cold" is not "could".
        self._vocabulary = [word for word in self._weights if word not in plain and not word.startswith("{")]
        self._known = {stem(word) for word in known}
        for number, (intent, stems) in enumerate(stemmed):
            self._intents.append(intent)
            self._texts.append(" ".join(stems))
            self._negative.append(is_negative(stems))
            different = dict.fromkeys(stems)
            self._totals.append(sum(self._weights[word] for word in different))
            for word in different:
                self._holding[word].append(number)

    def nearest(self, words: Sequence[str]) -> Near | None:
        """The sample that is nearest to the words; None when it shares none with any."""
        stems = [stem(word) for word in words]
        explained: dict[int, float] = defaultdict(float)
        found_by_word: dict[str, float] = {}
        total = 0.0
        for word in stems:
            alike = self._alike(word)
            weight = self._weight(word, alike)
            total += weight
            best: dict[int, float] = {}
            for other, likeness in alike.items():
                found_by_word[other] = max(found_by_word.get(other, 0.0), likeness)
                for number in self._holding[other]:
                    best[number] = max(best.get(number, 0.0), likeness)
            for number, likeness in best.items():
                explained[number] += weight * likeness
        found: dict[int, float] = defaultdict(float)
        for other, likeness in found_by_word.items():
            for number in self._holding[other]:
                found[number] += self._weights[other] * likeness
        negative = is_negative(words)
        scores = {
            number: _harmonic_mean(part / total, found[number] / self._totals[number])
            * (1.0 if self._negative[number] == negative else _DENIED)
            for number, part in explained.items()
        }
        text = " ".join(stems)
        finalists = sorted(scores, key=lambda number: -scores[number])[:_FINALISTS]
        ranked = [
            Near(
                self._intents[number],
                (1 - _ORDER) * scores[number] + _ORDER * fuzz.ratio(text, self._texts[number]) / 100,
            )
            for number in finalists
        ]
        return max(ranked, key=lambda near: near.score, default=None)

    def _alike(self, word: str) -> dict[str, float]:
        if word in self._weights:
            return {word: 1.0}
        if len(word) < _SHORTEST_ALIKE or word in self._plain or word.startswith("{"):
            return {}
        matches = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=3)
        return {other: score / 100 for other, score, _ in matches}

    def _weight(self, word: str, alike: dict[str, float]) -> float:
        if alike:
            return max(self._weights[other] for other in alike)
        if word in self._plain:
            return self._rarest * _FUNCTION_WORD
        return self._rarest * (1.0 if word in self._known or word.startswith("{") else _UNKNOWN)


def _harmonic_mean(first: float, second: float) -> float:
    return 2 * first * second / (first + second) if first + second else 0.0
