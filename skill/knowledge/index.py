"""An index of the findings: of hundreds of patterns it tries the few whose words are all there."""

from collections.abc import Collection

from skill.knowledge.findings import Finding
from skill.knowledge.patterns import Pattern, Sentence
from skill.knowledge.vocabulary import Vocabulary
from skill.voice.words import Words, words_of


class Index:
    """The findings by the phrases in which they are said.

    A number has a bit for each part that a pattern needs: first those of the first parts of all patterns,
    then those of the second parts, and so on.
    """

    def __init__(self, findings: Collection[Finding]) -> None:
        self._whole: dict[Words, set[str]] = {}
        """The ids of the findings by the words of a whole phrase."""
        for finding in findings:
            for text in finding.said:
                self._whole.setdefault(tuple(words_of(text)), set()).add(finding.id)
        self._patterns = [(finding.id, pattern) for finding in findings for pattern in finding.heard]
        """The patterns, each with the id of its finding."""
        self._parts = max((len(pattern.needed) for _, pattern in self._patterns), default=0)
        """The number of parts of the pattern that needs the most."""
        self._bits: dict[str, int] = {}
        """The bits of the parts for which a phrase may stand, by the phrase."""
        self._lacking = 0
        """The bits of the parts that patterns do not have, since they need fewer."""
        absent: list[str] = []
        for number, (_, pattern) in enumerate(self._patterns):
            self._add(number, pattern)
            absent += pattern.absent.phrases if pattern.absent else ()
        self._vocabulary = Vocabulary([*self._bits, *absent])

    def find(self, words: Words) -> set[str]:
        """Return the ids of the findings of which a phrase is all that was said, or a pattern is in it."""
        found = set(self._whole.get(words, ()))
        places = self._vocabulary.places(words)
        likely = self._likely(places) if places else 0
        if not likely:
            return found
        sentence = Sentence(words, places)
        while likely:
            id_, pattern = self._patterns[likely.bit_length() - 1]
            likely ^= 1 << likely.bit_length() - 1
            if id_ not in found and pattern.is_in(sentence):
                found.add(id_)
        return found

    def _add(self, number: int, pattern: Pattern) -> None:
        for part in range(self._parts):
            bit = 1 << part * len(self._patterns) + number
            if part < len(pattern.needed):
                for phrase in pattern.needed[part].phrases:
                    self._bits[phrase] = self._bits.get(phrase, 0) | bit
            else:
                self._lacking |= bit

    def _likely(self, phrases: Collection[str]) -> int:
        """Return a bit for each pattern that has one of these phrases for each part that it needs."""
        bits = self._lacking
        for phrase in phrases:
            bits |= self._bits.get(phrase, 0)
        likely = (1 << len(self._patterns)) - 1
        for part in range(self._parts):
            likely &= bits >> part * len(self._patterns)
        return likely
