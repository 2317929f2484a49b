"""The warning sign that a request reports, in the words of all its slots."""

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise

from skill.conversation.exchange.slots import Slot
from skill.conversation.exchange.subjects import SLOTS, Subjects
from skill.interaction.intents import Intent
from skill.knowledge.search import Search
from skill.knowledge.signs import Level, Sign
from skill.voice.words import Words, words_of

_REPORTS = {Intent.CRAMP_NOW: ("cramp", "in", "my"), Intent.SYMPTOM: ("pain", "in", "my")}
"""Intent to the words that its samples say before the muscle. The slots hold only what follows them."""
_PERSONAL = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "he",
        "him",
        "his",
        "she",
        "her",
        "we",
        "us",
        "our",
        "husband",
        "wife",
        "since",
        "now",
    ],
)
"""The words that show that a question tells of a particular person."""
_GENERAL = frozenset(["people", "folks", "anybody", "everybody"])
"""The words that show that a question is about people in general."""


def reported_sign(
    intent: Intent, slots: Mapping[str, Slot], subjects: Subjects, group: str | None, search: Search
) -> Sign | None:
    """Return the most urgent sign that a request reports, or None.

    An emergency is found in any words. A lesser sign has to be reported: "I had a stomach bug and my legs
    cramp" reports one, and "can a stomach bug cause cramps" only names the thing that it asks about.

    group: the group of people that the person belongs to, as an id of names.toml.
    """
    words = {name: slot.words for name, slot in slots.items()}
    report = _REPORTS.get(intent)
    context = [tuple(words_of(group or ""))]
    report_with_muscle = (*report, *words["muscle"]) if report and "muscle" in words else ()
    # The words of one sentence may have been cut into several slots, in either order.
    sentences = [_joined([report_with_muscle, *words.values()]), _joined(reversed(words.values()))]
    sign = search.sign([*words.values(), *sentences], context)
    if sign is None or sign.level is Level.EMERGENCY or report is not None:
        return sign
    thing_slots = [slot for slot in SLOTS if slot in subjects.by_slot]
    other_texts = [text for slot, text in words.items() if slot not in thing_slots]
    told = _joined([*other_texts, words.get("situation", ())])
    if _is_personal(told):
        return sign
    if not _GENERAL.isdisjoint(told):
        return None
    things = [words[slot] for slot in thing_slots]
    return search.sign([*other_texts, _joined(other_texts)], [*context, *things])


def _joined(texts: Iterable[Words]) -> Words:
    return tuple(chain.from_iterable(texts))


def _is_personal(words: Words) -> bool:
    """Tell whether the words speak of a particular person. "If you" counts as that."""
    return not _PERSONAL.isdisjoint(words) or ("if", "you") in pairwise(words)
