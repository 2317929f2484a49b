"""Speech as SSML, and back. Nothing else in the house writes or reads a tag."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from skill.voice.limits import MAX_BREAK_SECONDS
from skill.voice.speech import Pause, Speech

_EMERGENCY_NUMBER = re.compile(r"\b(911|999|112)\b")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>ms|s)")


def to_ssml(speech: Iterable[str | Pause]) -> str:
    """One speak element with everything escaped.

    A pause longer than one break tag can hold becomes several. Emergency numbers are spoken digit by digit.
    """
    return "<speak>" + " ".join(_markup(piece) for piece in speech) + "</speak>"


def fitting(speech: Speech, characters: int) -> Speech:
    """The speech, or as much of its beginning as fits into this many characters of SSML."""
    room = characters - len(to_ssml(()))
    kept: list[str | Pause] = []
    for piece in speech:
        length = len(_markup(piece)) + 1
        if length > room:
            words = _words_within(piece, room) if isinstance(piece, str) else ""
            return (*kept, words) if words else tuple(kept)
        kept.append(piece)
        room -= length
    return tuple(kept)


def from_ssml(ssml: str) -> Speech:
    """The words and pauses of a speak element, every other tag left out.

    Raises ValueError when it is not well-formed, has another root, or holds a break that Alexa refuses.
    """
    try:
        root = ElementTree.fromstring(ssml)
    except ElementTree.ParseError as error:
        raise ValueError(f"the speech is not well-formed SSML: {error}") from None
    if root.tag != "speak":
        raise ValueError(f"the speech's root is <{root.tag}>, not <speak>")
    pieces: list[str | Pause] = []
    words: list[str] = []

    def flush() -> None:
        text = " ".join("".join(words).split())
        if text:
            pieces.append(text)
        words.clear()

    def walk(element: ElementTree.Element) -> None:
        if element.tag == "break":
            flush()
            pieces.append(Pause(_break_seconds(element)))
        words.append(element.text or "")
        for child in element:
            walk(child)
            words.append(child.tail or "")

    walk(root)
    flush()
    return tuple(pieces)


def _markup(piece: str | Pause) -> str:
    if isinstance(piece, Pause):
        return _breaks(piece.seconds)
    text = escape(_NOT_IN_XML.sub(" ", piece))
    return _EMERGENCY_NUMBER.sub(r'<say-as interpret-as="digits">\1</say-as>', text)


def _words_within(text: str, characters: int) -> str:
    kept = []
    for word in text.split():
        characters -= len(_markup(word)) + 1
        if characters < 0:
            break
        kept.append(word)
    return " ".join(kept)


def _breaks(seconds: float) -> str:
    tags = []
    while seconds > 0:
        part = min(seconds, MAX_BREAK_SECONDS)
        tags.append(f'<break time="{round(part * 1000)}ms"/>')
        seconds = round(seconds - part, 3)
    return "".join(tags)


def _break_seconds(element: ElementTree.Element) -> float:
    match = _BREAK_LENGTH.fullmatch(element.get("time", ""))
    if match is None:
        raise ValueError(f"a break has the time {element.get('time')!r}: write it as 500ms or 2s")
    seconds = float(match["number"]) / (1000 if match["unit"] == "ms" else 1)
    if seconds > MAX_BREAK_SECONDS:
        raise ValueError(f"a break of {seconds:g} s is longer than Alexa's {MAX_BREAK_SECONDS:g} s")
    return seconds
