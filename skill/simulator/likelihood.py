"""A score of how likely a sentence means an intent, from the words and word pairs in the intent's samples."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, pairwise
from math import log

from skill.simulator.words import is_slot, meaning

_OWN = 0.9
"""The weight of an intent's own samples. The rest of 1 is that of all samples (Jelinek-Mercer smoothing)."""

_SAMPLES = 3.0
"""The weight of the logarithm of an intent's number of samples: an intent with many is asked for often."""

_Feature = str | tuple[str, str]
"""The meaning of a word, or those of two neighbours."""


class Likelihood:
    """The counts of words and word pairs in the samples of some intents."""

    def __init__(self, samples: Mapping[str, Collection[Sequence[str]]]) -> None:
        """Count the samples of each intent, as words. A word may be a slot, as `{Type}`."""
        self._counts = {
            intent: Counter(chain.from_iterable(map(_features, sentences)))
            for intent, sentences in samples.items()
        }
        self._totals = {intent: counter.total() for intent, counter in self._counts.items()}
        self._before = {intent: _SAMPLES * log(len(sentences)) for intent, sentences in samples.items()}
        self._everywhere: Counter[_Feature] = Counter()
        for counter in self._counts.values():
            self._everywhere.update(counter)
        self._total = self._everywhere.total()

    def score(self, intent: str, words: Sequence[str]) -> float:
        """Return a log likelihood ratio: how much likelier the words are in this intent than in all intents.

        Words that are in none of the intent's samples add 0. The number of its samples is added as a prior.
        """
        counts, total = self._counts[intent], self._totals[intent]
        return self._before[intent] + sum(
            log(1 + _OWN / (1 - _OWN) * (counts[each] / total) / (self._everywhere[each] / self._total))
            for each in _features(words)
            if each in counts
        )


def _features(words: Sequence[str]) -> set[_Feature]:
    """Return the meanings of the words, and the pairs of neighbours, the sentence's ends among them."""
    stems = [word if is_slot(word) else meaning(word) for word in words]
    return {*stems, *pairwise(["<", *stems, ">"])}
