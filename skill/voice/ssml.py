"""Speech written as SSML and read from it. Every tag is written and read in this module."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from skill.voice.limits import MAX_BREAK_SECONDS
from skill.voice.speech import Pause, Piece, Said, Speech, words_in

_EMERGENCY_NUMBERS = ("911", "999", "112")
_EMERGENCY_NUMBER = re.compile(rf"\b({'|'.join(_EMERGENCY_NUMBERS)})\b")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PER_CENT = re.compile(r"(?P<number>\d+)%")
_USUAL = Said("")
_CACHED_TAGS = 1024
"""The number of tags that are cached. The routines have about a hundred different pauses."""
_BREAK_LENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>ms|s)")


def to_ssml(speech: Iterable[Piece]) -> str:
    """Return the speech as one speak element, with all text escaped.

    A pause that is longer than one break tag can hold becomes several tags. Emergency numbers are marked to
    be spoken digit by digit. Words at another rate or volume stand in a prosody element, together with the
    pauses between them.
    """
    written: list[str] = []
    open_tag = ""
    for piece in speech:
        tag = open_tag if isinstance(piece, Pause) else _prosody(piece)
        before = ("</prosody>" if open_tag else "") + tag if tag != open_tag else ""
        written.append(before + _markup(piece))
        open_tag = tag
    return "<speak>" + " ".join(written) + ("</prosody>" if open_tag else "") + "</speak>"


def to_ssml_within(characters: int, speech: Speech, end: Speech) -> str:
    """Return the speech and its end as SSML of at most this many characters. The speech is cut to fit."""
    ssml = to_ssml((*speech, *end))
    if len(ssml) <= characters:
        return ssml
    return to_ssml((*fitting(speech, characters - len(to_ssml(end))), *end))


def fitting(speech: Speech, characters: int) -> Speech:
    """Return the speech, or as much of its beginning as fits into this many characters of SSML."""
    room = characters - len(to_ssml(()))
    kept: list[Piece] = []
    for piece in speech:
        length = len(_markup(piece)) + len(_prosody(piece)) + len("</prosody>") * isinstance(piece, Said) + 1
        if length > room:
            words = _words_within(piece, room) if isinstance(piece, str) else ""
            return (*kept, words) if words else tuple(kept)
        kept.append(piece)
        room -= length
    return tuple(kept)


def from_ssml(ssml: str) -> Speech:
    """Return the words and pauses of a speak element. Tags other than break and prosody are left out.

    Raises ValueError when the SSML is not well-formed, has another root, or holds a break that Alexa refuses.
    """
    try:
        root = ElementTree.fromstring(ssml)
    except ElementTree.ParseError as error:
        raise ValueError(f"the speech is not well-formed SSML: {error}") from None
    if root.tag != "speak":
        raise ValueError(f"the speech's root is <{root.tag}>, not <speak>")
    pieces: list[Piece] = []
    words: list[str] = []

    def flush(voice: Said) -> None:
        text = " ".join("".join(words).split())
        if text:
            pieces.append(text if voice == _USUAL else replace(voice, text=text))
        words.clear()

    def walk(element: ElementTree.Element, outer: Said) -> None:
        voice = outer
        if element.tag == "break":
            flush(outer)
            pieces.append(Pause(_break_seconds(element)))
        elif element.tag == "prosody" and (voice := _voice(element, outer)) != outer:
            flush(outer)
        words.append(element.text or "")
        for child in element:
            walk(child, voice)
            words.append(child.tail or "")
        if voice != outer:
            flush(voice)

    walk(root, _USUAL)
    flush(_USUAL)
    return tuple(pieces)


def _prosody(piece: Piece) -> str:
    """Return the prosody tag that a piece needs, or an empty text for the normal voice."""
    return _prosody_tag(piece.rate, piece.soft) if isinstance(piece, Said) else ""


@lru_cache(_CACHED_TAGS)
def _prosody_tag(rate: float, soft: bool) -> str:
    rate_attribute = f' rate="{round(rate * 100)}%"' if rate != 1.0 else ""
    volume_attribute = ' volume="soft"' if soft else ""
    return f"<prosody{rate_attribute}{volume_attribute}>" if rate_attribute or volume_attribute else ""


def _voice(element: ElementTree.Element, outer: Said) -> Said:
    """Return the voice inside a prosody element. A rate that is not in per cent is ignored."""
    rate = _PER_CENT.fullmatch(element.get("rate", ""))
    return replace(
        outer,
        rate=float(rate["number"]) / 100 if rate else outer.rate,
        soft=outer.soft or element.get("volume") in ("soft", "x-soft"),
    )


def _markup(piece: Piece) -> str:
    if isinstance(piece, Pause):
        return _breaks(piece.seconds)
    words = words_in(piece)
    # A look at the whole text is quick, and most texts need neither search.
    if not (words.isascii() and words.isprintable()):
        words = _NOT_IN_XML.sub(" ", words)
    text = escape(words, quote=False)
    if any(number in text for number in _EMERGENCY_NUMBERS):
        text = _EMERGENCY_NUMBER.sub(r'<say-as interpret-as="digits">\1</say-as>', text)
    return text


def _words_within(text: str, characters: int) -> str:
    kept = []
    for word in text.split():
        characters -= len(_markup(word)) + 1
        if characters < 0:
            break
        kept.append(word)
    return " ".join(kept)


@lru_cache(_CACHED_TAGS)
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
