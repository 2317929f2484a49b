"""A score of how likely a sentence means an intent, from the words and word pairs in the intent's samples."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from skill.simulator.words import meaning

_OWN = 0.9
"""The weight of an intent's own samples. The rest of 1 is that of all samples (Jelinek-Mercer smoothing)."""

_SAMPLES = 3.0
"""The weight of the logarithm of an intent's number of samples: an intent with many is asked for often."""


class Likelihood:
    """The counts of words and word pairs in the samples of some intents."""

    def __init__(self, samples: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Count the samples, each a pair of an intent and words. A word may be a slot, as `{Type}`."""
        counts: dict[str, Counter[str]] = {}
        many: Counter[str] = Counter()
        for intent, words in samples:
            counts.setdefault(intent, Counter()).update(_features(words))
            many[intent] += 1
        self._before = {intent: _SAMPLES * log(count) for intent, count in many.items()}
        everywhere: Counter[str] = sum(counts.values(), Counter())
        total = everywhere.total()
        self._scores = {
            intent: {
                feature: log(
                    1 + _OWN / (1 - _OWN) * (count / counter.total()) / (everywhere[feature] / total)
                )
                for feature, count in counter.items()
            }
            for intent, counter in counts.items()
        }

    def score(self, intent: str, words: Sequence[str]) -> float:
        """Return a log likelihood ratio: how much likelier the words are in this intent than in all intents.

        Words that are in none of the intent's samples add 0. The number of its samples is added as a prior.
        """
        known = self._scores[intent]
        return self._before[intent] + sum(known.get(feature, 0.0) for feature in _features(words))


def _features(words: Sequence[str]) -> set[str]:
    """Return the meanings of the words, and the pairs of neighbours, the sentence's ends among them."""
    stems = [word if word.startswith("{") else meaning(word) for word in words]
    return {*stems, *(f"{first} {second}" for first, second in pairwise(["<", *stems, ">"]))}
