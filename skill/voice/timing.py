"""An estimate of how many seconds speech takes.

The model adds up syllables, letters, sentences, commas, and a constant for the silence around a line. Its
weights were fitted by least squares of the relative error on Piper (voice en_US-joe-medium, noise off), which
said every line of every routine and every answer, and were tested on another synthesiser, espeak-ng at 175
words a minute. `benchmarks/timing.py` fits them again and prints the errors: half of the lines are within
4 % of Piper and 95 % within 14 %; espeak-ng is slower by 8 % at the median, and 95 % of its lines are within
21 %. A line's error matters little to a hold, because most of a hold is silence.

At a rate other than 1 a line is taken to need 1/rate times as long. That lies between the two voices: at 0.85
Piper needs 1.09 times as long, and espeak-ng 1.20 times.
"""

import re
from collections.abc import Callable, Iterable

from skill.voice.speech import Pause, Piece, Said, words_in

TextSeconds = Callable[[str, float], float]
"""A function that returns the seconds of a text at a rate: text_seconds, or one with measured lengths."""

LINE = 0.286
"""The silence around a line, in seconds."""
SYLLABLE = 0.072
"""The seconds that each syllable adds."""
LETTER = 0.036
"""The seconds that each letter adds."""
SENTENCE = 0.291
"""The silence between two sentences of a line, in seconds."""
COMMA = 0.335
"""The silence after a comma, a colon or a semicolon, in seconds."""

_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_COMMA = re.compile(r"[,;:](?=\s)")
_LETTER = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
_VOWELS = re.compile(r"[aeiouy]+")


def text_seconds(text: str, rate: float = 1.0) -> float:
    """Return the estimated seconds of a spoken line. At a rate of 1.0 the voice has its normal speed."""
    counts = features(text)
    weights = (SYLLABLE, LETTER, SENTENCE, COMMA, LINE)
    return sum(weight * count for weight, count in zip(weights, counts, strict=True)) / rate


def features(text: str) -> tuple[int, int, int, int, int]:
    """Return the counts of syllables, letters, sentence ends inside the line and commas, and 1 for the line.

    A text without a word has 0 for the line.
    """
    spoken = _DIGIT.sub(" nine ", text).strip()
    return (
        sum(_syllables(word) for word in spoken.lower().split()),
        len(_LETTER.findall(spoken)),
        len(_SENTENCE_END.findall(spoken)),
        len(_COMMA.findall(spoken)),
        1 if spoken else 0,
    )


def piece_seconds(piece: Piece) -> float:
    """Return the seconds of a pause, or the estimated seconds of words."""
    if isinstance(piece, Pause):
        return piece.seconds
    return text_seconds(words_in(piece), piece.rate if isinstance(piece, Said) else 1.0)


def seconds(speech: Iterable[Piece]) -> float:
    """Return the estimated seconds of words and pauses together."""
    return sum(piece_seconds(piece) for piece in speech)


def _syllables(word: str) -> int:
    """Return the number of vowel groups, a silent e left out: near enough where letters are counted too."""
    bare = "".join(_LETTER.findall(word))
    groups = len(_VOWELS.findall(bare))
    silent = bare.endswith("e") and not bare.endswith("le")
    return max(groups - silent, 1 if bare else 0)
