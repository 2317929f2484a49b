"""The warning sign in a request, in whatever slots its words arrived."""

from collections.abc import Mapping
from itertools import pairwise

from skill.conversation.exchange.subjects import SLOTS, Slot, Subjects
from skill.interaction.intents import Intent
from skill.knowledge.signs import Level, Sign, Signs
from skill.voice.words import words_of

_REPORTS = {Intent.CRAMP_NOW: "cramp in my", Intent.SYMPTOM: "pain in my"}
"""Intents that report something, with the words that they stand for: the slots hold the rest."""
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
_GENERAL = frozenset(["people", "folks", "anybody", "everybody"])


def reported_sign(
    intent: Intent, slots: Mapping[str, Slot], subjects: Subjects, group: str | None, signs: Signs
) -> Sign | None:
    """The most urgent sign that a request reports, or None.

    group: the group of people that the person belongs to. The name of a thing that is asked about reports
    no lesser sign: "can a stomach bug cause cramps" makes none, where "I had a stomach bug and my legs cramp"
    does. For an emergency it makes no difference.
    """
    words = {name: slot.words for name, slot in slots.items()}
    report = _REPORTS.get(intent)
    known = [group or ""]
    matter = f"{report} {words['muscle']}" if report and "muscle" in words else ""
    # A sentence that was cut into slots may belong together in either order.
    everything = [" ".join([matter, *words.values()]), " ".join(reversed(words.values()))]
    whole = signs.in_words([*words.values(), *everything], known)
    if whole is None or whole.level is Level.EMERGENCY or report is not None:
        return whole
    names = [slot for slot in SLOTS if slot in subjects.by_slot]
    said = [text for slot, text in words.items() if slot not in names]
    told = words_of(" ".join([*said, words.get("situation", "")]))
    if _is_personal(told):
        return whole
    if not _GENERAL.isdisjoint(told):
        return None
    return signs.in_words([*said, " ".join(said)], [*known, *(words[slot] for slot in names)])


def _is_personal(words: list[str]) -> bool:
    """True for words that tell of a person; a question in general has none."""
    return not _PERSONAL.isdisjoint(words) or ("if", "you") in pairwise(words)
