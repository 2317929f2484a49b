"""The rules for what is said: short, for the ear, and never one of the things that must not be said."""

import re
from collections.abc import Iterable, Iterator

from skill.knowledge.forbidden import Forbidden
from skill.knowledge.signs import Level
from skill.voice.timing import text_seconds

MAX_WORDS = 55
"""The most words of an answer."""
MAX_SECONDS = 20.0
"""The most seconds that an answer takes to say."""
LONGEST_NUMBER = "your local emergency number"
"""The longest that can stand for {emergency}."""

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
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def wording_faults(text: str, forbidden: Iterable[Forbidden]) -> Iterator[str]:
    """The faults of any text that is said."""
    if dose := _DOSE.search(text):
        yield f"names an amount: {dose[0]!r}. A pharmacist or doctor does that"
    for rule in forbidden:
        for words in rule.found_in(text):
            yield f"must not be said: {words!r}. Instead: {rule.instead}"
    if strange := _NOT_SPOKEN.search(text):
        yield f"{strange[0]!r} is not for the ear: write it as it is spoken"


def length_faults(text: str) -> Iterator[str]:
    """The faults of an answer that is too long."""
    spoken = text.replace("{emergency}", LONGEST_NUMBER)
    words, seconds = len(spoken.split()), text_seconds(spoken)
    if words > MAX_WORDS:
        yield f"has {words} words; an answer has {MAX_WORDS} at most"
    if seconds > MAX_SECONDS:
        yield f"takes about {seconds:.0f} s to say; an answer takes {MAX_SECONDS:.0f} s at most"


def sign_faults(text: str, level: Level) -> Iterator[str]:
    """The faults of what is said about a warning sign. Its first sentence is the thing to do."""
    sentences = _SENTENCE.findall(text.strip()) or [""]
    if level is Level.EMERGENCY:
        if not sentences[0].startswith("Call {emergency}"):
            yield 'an emergency begins with "Call {emergency}"'
        if len(sentences) > 2:
            yield f"an emergency has two sentences at most, not {len(sentences)}"
    if level is Level.TODAY:
        if not re.search(r"\b(?:today|now|at once)\b", sentences[0]):
            yield "the first sentence says that it is for today"
        if "{emergency}" not in text:
            yield "it says when to call {emergency}"


def leg_faults(text: str) -> Iterator[str]:
    """The faults of a text that leads one leg into position."""
    if "{side}" not in text.lower():
        yield "names the leg: {side} belongs in it"


def question_faults(text: str) -> Iterator[str]:
    """The faults of a question as such."""
    if not text.endswith("?"):
        yield f"a question ends with a question mark: {text!r}"
