"""How long speech takes to say.

A first estimate: characters, sentence ends and commas, at the pace of an unhurried neural voice
(about 165 words a minute). Good enough to show a conversation in real time; not to time a hold.
"""

import re
from collections.abc import Iterable

from skill.voice.speech import Pause

_SECONDS_PER_CHARACTER = 0.045
_SECONDS_PER_SENTENCE_END = 0.35
_SECONDS_PER_COMMA = 0.15

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_COMMA = re.compile(r"[,;:](?=\s|$)")


def text_seconds(text: str) -> float:
    """Estimated length of spoken words."""
    return (
        len(text) * _SECONDS_PER_CHARACTER
        + len(_SENTENCE_END.findall(text)) * _SECONDS_PER_SENTENCE_END
        + len(_COMMA.findall(text)) * _SECONDS_PER_COMMA
    )


def seconds(speech: Iterable[str | Pause]) -> float:
    """Estimated length of words and pauses together."""
    return sum(piece.seconds if isinstance(piece, Pause) else text_seconds(piece) for piece in speech)
