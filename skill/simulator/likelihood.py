"""Which intent a sentence most likely means, by the words and pairs of words in its samples."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from skill.simulator.words import meaning

_OWN = 0.9
"""How much an intent's own samples count against those of all intents together (Jelinek-Mercer smoothing)."""

_SAMPLES = 3.0
"""How much it speaks for an intent that it has many samples: people want it in many ways."""


class Likelihood:
    """The samples of some intents, counted."""

    def __init__(self, samples: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Takes (intent, words of a sample) pairs; a word may be a `{Type}`."""
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
        """How much more the words are this intent's than anybody's; what it never says counts nothing."""
        known = self._scores[intent]
        return self._before[intent] + sum(known.get(feature, 0.0) for feature in _features(words))


def _features(words: Sequence[str]) -> set[str]:
    stems = [word if word.startswith("{") else meaning(word) for word in words]
    return {*stems, *(f"{first} {second}" for first, second in pairwise(["<", *stems, ">"]))}
