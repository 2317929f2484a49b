"""What is said in a sample's own words: exactly, or with a value or unknown words in its slot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from skill.interaction.builtin import ALWAYS, PHRASES, is_builtin
from skill.interaction.model import InteractionModel
from skill.simulator.values import HeardSlot, Values
from skill.simulator.words import telling
from skill.voice.words import words_of

_LEAST_CARRIER_WORDS = 2
_MOST_OPEN_WORDS = 5
_EMPTY_WORDS = "it that this now just then the please okay ok well oh"
_DROPPED_FROM_BUILTIN = frozenset(_EMPTY_WORDS.split())
_SLOT = re.compile(r"\{([^}]+)\}")
TYPO_ALIKE = 82.0
"""Likeness, of 100, from which one word may be another mistyped."""
TYPO_SHORTEST = 6
"""Letters of a word from which it may be mistyped."""


@dataclass(frozen=True)
class Heard:
    """What an utterance was taken for."""

    intent: str
    slots: dict[str, HeardSlot]
    """The filled slots by name; the intent may declare more."""


@dataclass(frozen=True)
class Pattern:
    """A sample, cut into words."""

    intent: str
    words: tuple[str, ...]
    """Words, and `{Type}` where a value of that slot type stands."""
    slots: tuple[str, ...]
    """The names of those slots, in order."""
    literal: frozenset[str]
    """Its words without the slots."""

    @property
    def types(self) -> tuple[str, ...]:
        """The slots' types."""
        return tuple(word.strip("{}") for word in self.words if word.startswith("{"))


class Samples:
    """The samples of one interaction model, to be recognised."""

    def __init__(
        self,
        model: InteractionModel,
        patterns: Sequence[Pattern],
        values: Values,
        phrases: frozenset[str],
        known: frozenset[str],
        anchors: frozenset[str],
    ) -> None:
        """phrases: the slot types whose values are whole phrases, which take no words that nobody foresaw.

        known: the stems of all samples' telling words; anchors: those of the skill's subject.
        """
        self._values = values
        self._known = known
        self._anchors = anchors
        self._exact: dict[tuple[str, ...], Pattern] = {}
        for pattern in patterns:
            self._exact.setdefault(pattern.words, pattern)
        # The most telling first: of two that fit, the one with more words of its own.
        self._with_slots = sorted(
            (pattern for pattern in patterns if pattern.slots), key=lambda pattern: -len(pattern.literal)
        )
        self._open: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Pattern]] = {}
        """Samples with one slot, which takes more than it knows, by the words before and after it."""
        for pattern in self._with_slots:
            if len(pattern.slots) == 1 and len(pattern.words) > _LEAST_CARRIER_WORDS:
                (kind,) = pattern.types
                place = pattern.words.index(f"{{{kind}}}")
                if kind not in phrases:
                    around = pattern.words[:place], pattern.words[place + 1 :]
                    self._open.setdefault(around, []).append(pattern)
        self._builtin = {
            tuple(words_of(phrase)): name
            for name, phrases in PHRASES.items()
            if name in ALWAYS or name in model.intents
            for phrase in phrases
        }
        self._builtin_and_samples = {
            pattern.words: pattern.intent for pattern in patterns if is_builtin(pattern.intent)
        } | self._builtin

    def hear(self, looks: Sequence[list[str]]) -> Heard | None:
        """The intent of a sample that says this, in one of several looks at it; None where there is none."""
        for attempt in (self._exactly, self._as_builtin, self._with_a_stranger):
            for look in looks:
                heard = attempt(look)
                if heard is not None:
                    return heard
        return None

    def _exactly(self, words: list[str]) -> Heard | None:
        literal = self._exact.get(tuple(words))
        if literal is not None:
            return Heard(literal.intent, {})
        said = set(words)
        seen = self._values.seen_in(words)
        for pattern in self._with_slots:
            if pattern.literal <= said:
                values = seen.filling(pattern.words)
                if values is not None:
                    return Heard(pattern.intent, dict(zip(pattern.slots, values, strict=True)))
        return None

    def _as_builtin(self, words: list[str]) -> Heard | None:
        intent = self._builtin.get(tuple(words)) or self._almost_as_builtin(words)
        return Heard(intent, {}) if intent else None

    def _almost_as_builtin(self, words: list[str]) -> str | None:
        phrases = self._builtin_and_samples
        for place, word in enumerate(words):
            if word in _DROPPED_FROM_BUILTIN:
                intent = phrases.get((*words[:place], *words[place + 1 :]))
                if intent:
                    return intent
        return next((phrases[phrase] for phrase in phrases if _one_typo_apart(phrase, words)), None)

    def _with_a_stranger(self, words: list[str]) -> Heard | None:
        """A sentence of which every word is a sample's, with words that nobody foresaw in its slot."""
        fitting = [
            (pattern, filler)
            for place in range(len(words))
            for after in range(place + 1, min(place + _MOST_OPEN_WORDS, len(words)) + 1)
            for pattern in self._open.get((tuple(words[:place]), tuple(words[after:])), ())
            if self._may_be_filled(pattern, filler := words[place:after])
        ]
        if not fitting:
            return None
        pattern, filler = max(fitting, key=lambda found: len(found[0].words))
        (slot,) = pattern.slots
        return Heard(pattern.intent, {slot: self._values.slot(pattern.types[0], " ".join(filler))})

    def _may_be_filled(self, pattern: Pattern, filler: list[str]) -> bool:
        # A filler with a known value in it is better heard by that value.
        if self._values.seen_in(filler).read(self._values.telling).values:
            return False
        # "Play the {routine}" also fits "play the news": something must be about this skill.
        (slot_type,) = pattern.types
        words_of_type = self._values.telling[slot_type] | telling([slot_type.lower()])
        # Words that the samples have are none that nobody foresaw.
        strange = telling(filler) - self._known
        about = (telling(tuple(pattern.literal)) & self._anchors) | (telling(filler) & words_of_type)
        return bool(strange and about)


def pattern_of(intent: str, sample: str, types: dict[str, str]) -> Pattern:
    """A sample as a pattern. types: slot to its type."""
    words: list[str] = []
    slots: list[str] = []
    # Every second piece is the name of a slot.
    for number, piece in enumerate(_SLOT.split(sample)):
        if number % 2:
            slots.append(piece)
            words.append(f"{{{types[piece]}}}")
        else:
            words += words_of(piece)
    literal = frozenset(word for word in words if not word.startswith("{"))
    return Pattern(intent, tuple(words), tuple(slots), literal)


def _one_typo_apart(phrase: tuple[str, ...], words: list[str]) -> bool:
    if len(phrase) != len(words):
        return False
    different = [(ours, theirs) for ours, theirs in zip(phrase, words, strict=True) if ours != theirs]
    if len(different) != 1:
        return False
    ours, theirs = different[0]
    return min(len(ours), len(theirs)) >= TYPO_SHORTEST and fuzz.ratio(ours, theirs) >= TYPO_ALIKE
