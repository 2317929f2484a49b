"""The rules for what is said: short, for the ear, and never one of the things that must not be said."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from skill.knowledge.entries import ContentError, Entry, read_file
from skill.knowledge.library import GROUPS, load_library
from skill.knowledge.signs import Level
from skill.voice.timing import text_seconds

MAX_WORDS = 55
MAX_SECONDS = 20.0
LONGEST_NUMBER = "your local emergency number"
"""The longest that can stand for {emergency}."""

_SPOKEN_FIELDS = ("say", "more", "strength")
_STRETCH_FIELDS = (
    "title",
    "setup",
    "brief",
    "start",
    "again",
    "release",
    "half",
    "during",
    "lead",
    "before",
    "safety",
    "leave_out",
    "reach",
)
_ROUTINE_FIELDS = ("called", "opening", "caution", "closing")
_NAMED = re.compile(r"\{(\w+)\}")
_IN_A_STRETCH = {"side", "Side", "other", "support"}
_NUMBER = (
    r"(?:\d[\d.,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty"
    r"|hundred|thousand|half)"
)
_AMOUNT = (
    r"(?:milligrams?|mg|micrograms?|grams?|units?|milliliters?|ml|liters?|litres?|ounces?|pints?|gallons?|glass(?:es)?"
    r"|cups?|teaspoons?|tablespoons?|spoons?|spoonfuls?|tablets?|pills?|capsules?|drops?|doses?)"
)
_DOSE = re.compile(rf"\b{_NUMBER}(?: \w+)? {_AMOUNT}\b", re.IGNORECASE)
_NOT_SPOKEN = re.compile(r"[^A-Za-z ,.'?!:{}-]")
_SENTENCE = re.compile(r"[^.?!]+[.?!]")


@dataclass(frozen=True)
class Forbidden:
    """Words that must never be said."""

    words: re.Pattern[str]
    but: tuple[str, ...]
    """What may be said although the words are in it."""
    instead: str


def check_content(language: str = "en") -> list[str]:
    """The faults of a language's content, a line each: file, line, entry and field, and what is wrong."""
    try:
        load_library(language)
    except ContentError as fault:
        return [str(fault)]
    forbidden = read_forbidden(read_file(f"{language}/never.toml"))
    answers = [read_file(f"{language}/topics/{group}.toml") for group in GROUPS]
    answers.append(read_file(f"{language}/tips.toml"))
    levels = [(level, read_file(f"{language}/signs/{level.name.lower()}.toml")) for level in Level]
    faults: list[ContentError] = []
    for file in [*answers, *(file for _, file in levels)]:
        for entry in file.tables():
            faults += answer_faults(entry, forbidden)
    for level, file in levels:
        for entry in file.tables():
            faults += sign_faults(entry, level)
    phrases = read_file(f"{language}/phrases.toml")
    faults += phrase_faults(phrases, forbidden)
    for entry in read_file(f"{language}/stretches.toml").tables():
        faults += stretch_faults(entry, forbidden)
    questions = phrases.table("questions").fields.keys()
    for entry in read_file(f"{language}/routines.toml").tables():
        faults += routine_faults(entry, questions, forbidden)
    return [str(fault) for fault in faults]


def read_forbidden(file: Entry) -> list[Forbidden]:
    """What must never be said, from a file."""
    return [
        Forbidden(
            words=re.compile("|".join(_as_pattern(text) for text in entry.texts("words")), re.IGNORECASE),
            but=tuple(text.lower() for text in entry.fields.get("but", ())),
            instead=entry.text("instead"),
        )
        for entry in file.tables()
    ]


def answer_faults(entry: Entry, forbidden: list[Forbidden]) -> Iterator[ContentError]:
    """What is wrong with the spoken texts of a topic, a tip or a sign."""
    for field in _SPOKEN_FIELDS:
        if field in entry.fields:
            text = entry.text(field)
            yield from (entry.fault(field, fault) for fault in _length_faults(text))
            yield from (entry.fault(field, fault) for fault in _wording_faults(text, forbidden))


def sign_faults(entry: Entry, level: Level) -> Iterator[ContentError]:
    """What is wrong with a sign: what to do must be its first sentence."""
    sentences = _SENTENCE.findall(entry.text("say"))
    if level is Level.EMERGENCY:
        if not sentences[0].startswith("Call {emergency}"):
            yield entry.fault("say", 'an emergency begins with "Call {emergency}"')
        if len(sentences) > 2:
            yield entry.fault("say", f"an emergency has two sentences at most, not {len(sentences)}")
    if level is Level.TODAY:
        if not re.search(r"\b(?:today|now|at once)\b", sentences[0]):
            yield entry.fault("say", "the first sentence says that it is for today")
        if "{emergency}" not in entry.text("say"):
            yield entry.fault("say", "it says when to call {emergency}")


def phrase_faults(file: Entry, forbidden: list[Forbidden]) -> Iterator[ContentError]:
    """What is wrong with the phrases around the answers."""
    say, questions, coaching = file.table("say"), file.table("questions"), file.table("coaching")
    for name in coaching.fields:
        for text in coaching.texts(name):
            yield from (coaching.fault(name, fault) for fault in _wording_faults(text, forbidden))
    for name in say.fields:
        for text in say.texts(name):
            yield from (say.fault(name, fault) for fault in _length_faults(text) if name != "disclaimer")
            yield from (say.fault(name, fault) for fault in _wording_faults(text, forbidden))
    for entry in questions.tables():
        for text in entry.texts("ask"):
            if not text.endswith("?"):
                yield entry.fault("ask", f"a question ends with a question mark: {text!r}")


def stretch_faults(entry: Entry, forbidden: list[Forbidden]) -> Iterator[ContentError]:
    """What is wrong with the words of a stretch: what must not be said, and a leg that is not named."""
    for field, text in _texts(entry, _STRETCH_FIELDS):
        yield from (entry.fault(field, fault) for fault in _wording_faults(text, forbidden))
        for name in set(_NAMED.findall(text)) - _IN_A_STRETCH:
            yield entry.fault(field, f"{{{name}}} is nothing that can be filled in")
    if entry.text("sides") == "each":
        for field in ("setup", "brief"):
            if "{side}" not in entry.text(field).lower():
                yield entry.fault(field, "names the leg: {side} belongs in it")


def routine_faults(
    entry: Entry, questions: Iterable[str], forbidden: list[Forbidden]
) -> Iterator[ContentError]:
    """What is wrong with the words of a routine, or with what its steps ask."""
    cautions = entry.table("cautions") if "cautions" in entry.fields else None
    texts = [(entry, *text) for text in _texts(entry, _ROUTINE_FIELDS)]
    texts += [(cautions, *text) for text in _texts(cautions, cautions.fields)] if cautions else []
    for place, field, text in texts:
        yield from (place.fault(field, fault) for fault in _wording_faults(text, forbidden))
        for name in set(_NAMED.findall(text)) - {"emergency"}:
            yield place.fault(field, f"{{{name}}} is nothing that can be filled in")
    for step in entry.series("steps"):
        if step.fields.get("ask") is not None and step.text("ask") not in questions:
            yield step.fault("ask", f"there is no question {step.text('ask')!r} in phrases.toml")


def _texts(entry: Entry, fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The texts in these fields, where they are there; of a list each."""
    for field in fields:
        value = entry.fields.get(field, [])
        for text in [value] if isinstance(value, str) else value:
            if isinstance(text, str):
                yield field, text


def _length_faults(text: str) -> Iterator[str]:
    spoken = text.replace("{emergency}", LONGEST_NUMBER)
    words, seconds = len(spoken.split()), text_seconds(spoken)
    if words > MAX_WORDS:
        yield f"has {words} words; an answer has {MAX_WORDS} at most"
    if seconds > MAX_SECONDS:
        yield f"takes about {seconds:.0f} s to say; an answer takes {MAX_SECONDS:.0f} s at most"


def _wording_faults(text: str, forbidden: list[Forbidden]) -> Iterator[str]:
    if dose := _DOSE.search(text):
        yield f"names an amount: {dose[0]!r}. A pharmacist or doctor does that"
    for rule in forbidden:
        for match in rule.words.finditer(text):
            if not any(_covers(text.lower(), allowed, match) for allowed in rule.but):
                yield f"must not be said: {match[0]!r}. Instead: {rule.instead}"
    if strange := _NOT_SPOKEN.search(text):
        yield f"{strange[0]!r} is not for the ear: write it as it is spoken"


def _covers(text: str, allowed: str, match: re.Match[str]) -> bool:
    """Whether the words stand inside of what may be said."""
    start = text.find(allowed, max(0, match.start() - len(allowed)))
    return start != -1 and start <= match.start() and match.end() <= start + len(allowed)


def _as_pattern(words: str) -> str:
    return rf"\b{re.escape(words)}\b".replace(r"\*\b", r"\w*")
