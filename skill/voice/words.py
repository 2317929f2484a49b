"""Text as the words that are spoken, so that they can be compared."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc`\u00b4", "'''''")

# Speech recognition writes "it's" or "it is" as it likes, and people at a keyboard leave the apostrophe out.
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
# Words that were worked out and are kept: more than all the samples and names have, and not without end.
_KEPT = 16_384
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}


def words_of(text: str) -> list[str]:
    """Lower-case words without punctuation, contractions written out."""
    words: list[str] = []
    for word in _WORD.findall(text.lower().translate(_APOSTROPHES)):
        words.extend(_written_out(word))
    return words


@lru_cache(_KEPT)
def stem(word: str) -> str:
    """The word without a plural's, a past's or a participle's ending, so that forms of it are alike."""
    for ending in ("ing", "ed", "es", "s"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 3 and not (ending == "s" and rest.endswith("s")):
            return rest.removesuffix("e")
    # Three letters are left of "legs" and "toes"; "this" and "does" lose theirs too, wherever they stand.
    return word.removesuffix("s") if len(word) == 4 else word.removesuffix("e") if len(word) > 4 else word


@lru_cache(_KEPT)
def _written_out(word: str) -> tuple[str, ...]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, meaning in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending), meaning
    # It may as well be a possessive, which does no harm: "is" says little.
    if word.endswith("'s"):
        return word[:-2], "is"
    return (word,)
