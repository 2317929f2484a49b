"""The placeholders: `{names}` in spoken texts for which the code puts what differs."""

import re
from collections.abc import Collection, Iterator

from skill.knowledge.phrases import CoachingPhrase, Phrase, Question

EMERGENCY = "emergency"
"""It stands for the emergency number of the locale."""
LEGS = frozenset({"side", "Side", "other"})
"""They stand for the one leg and the other in a stretch for each of them."""
SUPPORT = "support"
"""It stands for the thing that the hands are on."""

IN_PHRASES: dict[str | int, frozenset[str]] = {
    Phrase.SOURCE: frozenset({"first"}),
    Phrase.TWO_SOURCES: frozenset({"first", "second"}),
    Phrase.LEFT: frozenset({"length"}),
    Phrase.THIS_ONE: frozenset({"title", "number", "count"}),
    Phrase.THIS_ONE_SIDE: frozenset({"title", "side", "number", "count"}),
    Phrase.THIS_FOR_A_CRAMP: frozenset({"title"}),
    Phrase.ROUTINES: frozenset({"routines"}),
    Phrase.ROUTINES_MORE: frozenset({"routines"}),
}
IN_COACHING: dict[str | int, frozenset[str]] = {
    CoachingPhrase.NEEDS: frozenset({"things"}),
    CoachingPhrase.LENGTH: frozenset({"length"}),
    CoachingPhrase.FIRST: frozenset({"title"}),
    CoachingPhrase.NEXT: frozenset({"title"}),
    CoachingPhrase.LAST: frozenset({"title"}),
    CoachingPhrase.BACK_TO: frozenset({"title"}),
    CoachingPhrase.ON_OTHER_LEG: frozenset({"title"}),
    CoachingPhrase.HOW_LONG: frozenset({"seconds", "times"}),
    CoachingPhrase.HOW_OFTEN: frozenset({"number", "each"}),
}
IN_QUESTIONS: dict[str | int, frozenset[str]] = {
    Question.CARRY_ON: frozenset({"routine"}),
    Question.ROUTINE: frozenset({"routine"}),
}
"""The placeholders that are filled in each phrase, each phrase of a routine, and each question."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def placeholder_faults(
    text: str, needed: Collection[str] = (), allowed: Collection[str] = ()
) -> Iterator[str]:
    """The faults of a text in which some placeholders are needed, and others are allowed."""
    found = set(_PLACEHOLDER.findall(text))
    for name in sorted(found - {*needed, *allowed}):
        yield f"{{{name}}} is nothing that can be filled in"
    for name in sorted(set(needed) - found):
        yield f"{{{name}}} belongs in it"
    if re.search(r"[{}]", _PLACEHOLDER.sub("", text)):
        yield "a placeholder is written like {title}"
