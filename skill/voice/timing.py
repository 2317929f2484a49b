"""How long speech takes to say.

A measured model: syllables, letters, sentences, commas, and a constant for the silence around a line. Fitted
by least squares of the relative error on Piper (voice en_US-joe-medium, noise off), which said every line of
every routine and every answer; tested on another synthesiser, espeak-ng at 175 words a minute.
`benchmarks/timing.py` fits it again and prints how far off it is: half of the lines are within 4 % of Piper,
95 % within 14 %; espeak-ng is slower by 8 % at the median, and 95 % of its lines are within 21 %. A line's
error matters little to a hold, most of which is silence.

At a rate other than 1 a line takes 1/rate times as long, which lies between the two: at 0.85 Piper takes 1.09
times as long, espeak-ng 1.20.
"""

import re
from collections.abc import Iterable

from skill.voice.speech import Pause, Piece, Said, words_in

LINE = 0.286
"""Seconds of silence around a line."""
SYLLABLE = 0.072
LETTER = 0.036
SENTENCE = 0.291
"""Seconds of silence between two sentences of a line."""
COMMA = 0.335

_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_COMMA = re.compile(r"[,;:](?=\s)")
_LETTER = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
_VOWELS = re.compile(r"[aeiouy]+")


def text_seconds(text: str, rate: float = 1.0) -> float:
    """Estimated length of a spoken line, by a voice at this rate."""
    counts = features(text)
    weights = (SYLLABLE, LETTER, SENTENCE, COMMA, LINE)
    return sum(weight * count for weight, count in zip(weights, counts, strict=True)) / rate


def features(text: str) -> tuple[int, int, int, int, int]:
    """What the length depends on: syllables, letters, sentence ends inside, commas, and 1 for the line."""
    spoken = _DIGIT.sub(" nine ", text).strip()
    return (
        sum(_syllables(word) for word in spoken.lower().split()),
        len(_LETTER.findall(spoken)),
        len(_SENTENCE_END.findall(spoken)),
        len(_COMMA.findall(spoken)),
        1 if spoken else 0,
    )


def piece_seconds(piece: Piece) -> float:
    """Length of a pause, or the estimated one of words."""
    if isinstance(piece, Pause):
        return piece.seconds
    return text_seconds(words_in(piece), piece.rate if isinstance(piece, Said) else 1.0)


def seconds(speech: Iterable[Piece]) -> float:
    """Estimated length of words and pauses together."""
    return sum(piece_seconds(piece) for piece in speech)


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e: near enough where letters count as well."""
    bare = "".join(_LETTER.findall(word))
    groups = len(_VOWELS.findall(bare))
    silent = bare.endswith("e") and not bare.endswith("le")
    return max(groups - silent, 1 if bare else 0)
