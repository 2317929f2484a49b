"""Denials: "I do not have any chest pain" tells of no pain."""

from collections.abc import Sequence

from skill.voice.words import words_of

# What may stand between a denial and what is denied: "I do not have any chest pain".
_BETWEEN = frozenset(words_of("a an any the my have having had got get feel feeling at all been"))
_DENIALS = frozenset(["no", "without", "neither"])
_JOINING = frozenset(["or", "nor"])
_LIST = 4
"""The number of words that a denial reaches in a list."""
_DENYING_AUXILIARIES = frozenset(words_of("do does did have has is are am was were"))
_ANY_DENIAL = _DENIALS | {"not"}


def denials_in(words: Sequence[str]) -> dict[int, int]:
    """Return the number of each word that is denied, with the number of the word that denies it.

    It is "no", "without" or the "not" of "do not", with nothing of weight between.
    """
    denied: dict[int, int] = {}
    if _ANY_DENIAL.isdisjoint(words):
        return denied
    denial: int | None = None
    for number, word in enumerate(words):
        if denial is not None:
            denied[number] = denial
        if word not in _BETWEEN:
            denial = number if _denies(words, number) else None
    return denied


def _denies(words: Sequence[str], number: int) -> bool:
    """True if the word of this number denies the one after it."""
    word = words[number]
    if word in _JOINING:  # "No chest pain or palpitations."
        return not _DENIALS.isdisjoint(words[max(0, number - _LIST) : number])
    return word in _DENIALS or (word == "not" and number > 0 and words[number - 1] in _DENYING_AUXILIARIES)
