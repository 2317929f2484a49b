"""The slots of a request: the words that Alexa heard in them, as many as a person may say."""

from collections.abc import Mapping
from dataclasses import dataclass

from skill.voice.words import Words, words_of

_MOST_LETTERS = 3_000
"""The number of letters that are looked at in all slots together.

Alexa listens for some ten seconds, in which a person says thirty words, or two hundred letters. This is more
than ten times as much, so that only a request is cut that nobody spoke.
"""
_LEFT_OUT = "etc"
"""The word in the place of what was cut, so that a denial before it does not reach the words after it."""


@dataclass(frozen=True)
class Slot:
    """A slot that was filled."""

    words: Words
    """The words that Alexa heard: of more than anybody says at once, the first and the last."""
    id: str | None
    """The id of the value that the interaction model has for these words; None if it has none."""


def slots_with(values: Mapping[str, tuple[str, str | None]]) -> dict[str, Slot]:
    """Return the slots by name.

    Each may hold as much as the others, so that danger in one is found beside another that is filled to its
    limit. An intent has six slots at most.

    values: the text in each slot, and the id that it was resolved to.
    """
    share = _MOST_LETTERS // max(1, len(values))
    return {name: Slot(tuple(words_of(_cut(text, share))), id_) for name, (text, id_) in values.items()}


def _cut(text: str, most: int) -> str:
    """Return the text, or of a longer one its beginning and its end, since danger may stand at either."""
    if len(text) <= most:
        return text
    half = most // 2
    # A word that is cut through would be another one.
    beginning, end = text[:half].rpartition(" ")[0], text[len(text) - half :].partition(" ")[2]
    return f"{beginning} {_LEFT_OUT} {end}"
