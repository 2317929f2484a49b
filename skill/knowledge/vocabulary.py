"""The phrases of all patterns, found together in one walk over the words of a sentence."""

from collections.abc import Collection, Iterable, Sequence


class Vocabulary:
    """Phrases such as `short_of`, in which a word may begin or end with a star."""

    def __init__(self, phrases: Collection[str]) -> None:
        self._phrases = frozenset(phrases)
        self._openings: set[str] = set()
        """The beginnings of phrases of several words, such as `out_` and `out_of_` of `out_of_breath`."""
        forms: set[str] = set()
        for phrase in self._phrases:
            forms.update(phrase.split("_"))
            while opening := phrase.rpartition("_")[0]:
                self._openings.add(f"{opening}_")
                phrase = opening
        self._words = frozenset(form for form in forms if "*" not in form)
        beginnings = [form[:-1] for form in forms if form.endswith("*")]
        endings = [form[1:] for form in forms if form.startswith("*")]
        # The stems are looked up by as many letters as each of them has.
        self._first_letters = min(map(len, beginnings), default=1)
        self._last_letters = min(map(len, endings), default=1)
        self._beginnings = _by((stem[: self._first_letters], stem) for stem in beginnings)
        self._endings = _by((stem[-self._last_letters :], stem) for stem in endings)

    def places(self, words: Sequence[str]) -> dict[str, list[range]]:
        """Return the phrases that are said, each with the numbers of its words at every place."""
        places: dict[str, list[range]] = {}
        begun: list[tuple[int, str]] = []
        for number, word in enumerate(words):
            longer: list[tuple[int, str]] = []
            if forms := self._forms(word):
                begun.append((number, ""))
                for first, opening in begun:
                    for form in forms:
                        phrase = opening + form
                        if phrase in self._phrases:
                            places.setdefault(phrase, []).append(range(first, number + 1))
                        if (further := f"{phrase}_") in self._openings:
                            longer.append((first, further))
            begun = longer
        return places

    def _forms(self, word: str) -> list[str]:
        """Return everything by which a phrase names this word."""
        forms = [word] if word in self._words else []
        for stem in self._beginnings.get(word[: self._first_letters], ()):
            if word.startswith(stem):
                forms.append(f"{stem}*")
        for stem in self._endings.get(word[-self._last_letters :], ()):
            if word.endswith(stem):
                forms.append(f"*{stem}")
        return forms


def _by(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for letters, stem in pairs:
        found.setdefault(letters, []).append(stem)
    return found
