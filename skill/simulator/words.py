"""What people say as words that can be compared."""

import re
from collections.abc import Iterable

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
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
# After these, 's is "is"; after a noun it may as well be a possessive.
_TAKE_IS = frozenset(
    {"it", "that", "this", "what", "how", "where", "who", "when", "why", "there", "here", "he", "she"}
)
_HESITATION = "alexa please um uh erm er hmm hey hi oh ah well okay ok so like thanks"
_FILLERS = frozenset(_HESITATION.split())

_GRAMMAR = """
a an the my your our his her their its this that these those it i you we me us he she they
to of in on at for with and or but is am are was were be been do does did have has had having got
can could would will should may some any so just please there from by as if then too
"""
_COLOUR = """
such very really quite pretty bad badly awful awfully terrible terribly horrible horribly nasty
"""
FUNCTION_WORDS = frozenset((_GRAMMAR + _COLOUR).split())
"""Words that hold a sentence together or colour it, and say little of what is wanted."""

_NEGATIONS = frozenset({"not", "no", "never", "without", "stop"})


def words_of(text: str) -> list[str]:
    """Lower-case words without punctuation, contractions written out."""
    words: list[str] = []
    for word in _WORD.findall(text.lower().translate(_APOSTROPHES)):
        words.extend(_written_out(word))
    return words


def without_fillers(words: list[str]) -> list[str]:
    """The same without the polite and hesitant words at both ends; all of them if nothing else is left."""
    start, end = 0, len(words)
    while start < end and words[start] in _FILLERS:
        start += 1
    while end > start and words[end - 1] in _FILLERS:
        end -= 1
    return words[start:end] or words


def is_negative(words: Iterable[str]) -> bool:
    """Whether they deny something or want it to end: "I do not have a cramp"."""
    return any(word in _NEGATIONS for word in words)


def stem(word: str) -> str:
    """The word without a plural's, a past's or a participle's ending, so that forms of it are alike."""
    for ending in ("ing", "ed", "es", "s"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 3 and not (ending == "s" and rest.endswith("s")):
            return rest.removesuffix("e")
    # Three letters are left of "legs" and "toes"; "this" and "does" lose theirs too, wherever they stand.
    return word.removesuffix("s") if len(word) == 4 else word.removesuffix("e") if len(word) > 4 else word


def _written_out(word: str) -> tuple[str, ...]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, meaning in _ENDINGS.items():
        if word.endswith(ending) and word != ending:
            return word.removesuffix(ending), meaning
    if word.endswith("'s") and word[:-2] in _TAKE_IS:
        return word[:-2], "is"
    return (word,)
