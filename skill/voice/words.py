"""Text as a list of words in one spelling, so that texts can be compared."""

import re
from functools import lru_cache
from itertools import chain

Words = tuple[str, ...]
"""The words of a text, as words_of returns them, in a form that can be looked up."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`\u00b4", "'''''")

# Speech recognition writes either "it's" or "it is", and people at a keyboard leave the apostrophe out.
_IRREGULAR = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "cant": ("can", "not"),
    "won't": ("will", "not"),
    "wont": ("will", "not"),
    "let's": ("let", "us"),
    "lets": ("let", "us"),
    "dont": ("do", "not"),
    "didnt": ("did", "not"),
    "doesnt": ("does", "not"),
    "isnt": ("is", "not"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "whats": ("what", "is"),
    "thats": ("that", "is"),
    "wanna": ("want", "to"),
    "nevermind": ("never", "mind"),
}
CACHED_WORDS = 16_384
"""The number of words whose results are cached: more than the samples and the names hold together."""
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, without punctuation and with contractions written out."""
    text = text.lower()
    if not text.isascii() or "`" in text:
        text = text.translate(_APOSTROPHES)
    words: list[str] = _WORD.findall(text)
    if "'" not in text and _IRREGULAR.keys().isdisjoint(words):
        return words
    return list(chain.from_iterable(map(_written_out, words)))


@lru_cache(CACHED_WORDS)
def stem(word: str) -> str:
    """Return the word without the ending of a plural, a past or a participle, so that its forms are alike."""
    for ending in ("ing", "ed", "es", "s"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 3 and not (ending == "s" and rest.endswith("s")):
            return rest.removesuffix("e")
    # A word of four letters keeps three, as "legs" and "toes" do. "this" and "does" lose the s in every text,
    # so they still match themselves.
    return word.removesuffix("s") if len(word) == 4 else word.removesuffix("e") if len(word) > 4 else word


@lru_cache(CACHED_WORDS)
def _written_out(word: str) -> tuple[str, ...]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, meaning in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending), meaning
    # In a possessive this adds an "is" that is not there. The word means so little that it does no harm.
    if word.endswith("'s"):
        return word[:-2], "is"
    return (word,)
