"""The search for warning signs in what one request says."""

from collections.abc import Iterable

from skill.knowledge.signs import Sign, Signs
from skill.voice.words import Words


class Search:
    """A search in which the same words are looked at once, however often a request holds them."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        self._found: dict[Words, set[str]] = {}

    def findings(self, texts: Iterable[Words]) -> set[str]:
        """Return the ids of the findings in any of the texts."""
        found: set[str] = set()
        for words in texts:
            if words not in self._found:
                self._found[words] = self._signs.findings_in(words)
            found |= self._found[words]
        return found

    def sign(self, texts: Iterable[Words], context: Iterable[Words] = ()) -> Sign | None:
        """Return the sign in the texts. `context` is what was said besides, or before."""
        return self._signs.made_of(self.findings(texts), self.findings(context))
