"""The phrases of all patterns, found together in one walk over the words of a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Branch:
    """What phrases that begin alike have after these words."""

    phrase: str = ""
    """The phrase that ends here, if one does."""
    following: dict[str, "_Branch"] = field(default_factory=dict)
    """The branches by the next word, as the phrases write it."""


class Vocabulary:
    """Phrases such as `short_of`, in which a word may begin or end with a star."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._root = _Branch()
        forms: set[str] = set()
        for phrase in phrases:
            branch = self._root
            written = phrase.split("_")
            forms.update(written)
            for form in written:
                if form not in branch.following:
                    branch.following[form] = _Branch()
                branch = branch.following[form]
            branch.phrase = phrase
        self._words = frozenset(form for form in forms if "*" not in form)
        beginnings = [form[:-1] for form in forms if form.endswith("*")]
        endings = [form[1:] for form in forms if form.startswith("*")]
        # The stems are looked up by as many letters as all of them have.
        self._letters_before = min(map(len, beginnings), default=1)
        self._letters_after = min(map(len, endings), default=1)
        self._beginnings: dict[str, list[str]] = {}
        for stem in beginnings:
            self._beginnings.setdefault(stem[: self._letters_before], []).append(stem)
        self._endings: dict[str, list[str]] = {}
        for stem in endings:
            self._endings.setdefault(stem[-self._letters_after :], []).append(stem)

    def places(self, words: Sequence[str]) -> dict[str, list[range]]:
        """Return the phrases that are said, each with the numbers of its words at every place."""
        places: dict[str, list[range]] = {}
        begun: list[tuple[int, _Branch]] = []
        for number, word in enumerate(words):
            forms = self._forms(word)
            longer = []
            if forms:
                begun.append((number, self._root))
                for first, branch in begun:
                    for form in forms:
                        reached = branch.following.get(form)
                        if reached is None:
                            continue
                        if reached.phrase:
                            places.setdefault(reached.phrase, []).append(range(first, number + 1))
                        if reached.following:
                            longer.append((first, reached))
            begun = longer
        return places

    def _forms(self, word: str) -> list[str]:
        """Return everything by which a phrase names this word."""
        forms = [word] if word in self._words else []
        for stem in self._beginnings.get(word[: self._letters_before], ()):
            if word.startswith(stem):
                forms.append(f"{stem}*")
        for stem in self._endings.get(word[-self._letters_after :], ()):
            if word.endswith(stem):
                forms.append(f"*{stem}")
        return forms
