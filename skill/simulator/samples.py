"""Utterances that have the words of a sample, with a known value or with unknown words in its slots."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from skill.interaction.builtin import ALWAYS, PHRASES, is_builtin
from skill.interaction.model import InteractionModel
from skill.simulator.values import HeardSlot, Values
from skill.simulator.words import content_words
from skill.voice.words import words_of

_LEAST_WORDS_AROUND_A_SLOT = 2
"""The words beside its slot that a sample needs so that unknown words may fill the slot."""

_MOST_UNKNOWN_WORDS = 5
"""The number of unknown words that may fill a slot."""

_EMPTY_WORDS = "it that this now just then the please okay ok well oh"
_DROPPED_FROM_BUILTIN = frozenset(_EMPTY_WORDS.split())
"""Words that a phrase of a built-in intent may have in addition: "pause it now"."""

_SLOT = re.compile(r"\{([^}]+)\}")
TYPO_ALIKE = 82.0
"""The likeness of two words, from 0 to 100, from which on one is taken for a mistyping of the other."""

TYPO_SHORTEST = 6
"""The letters that a word needs so that it is taken for a mistyping of another."""


@dataclass(frozen=True)
class Heard:
    """The intent that was heard in an utterance."""

    intent: str
    slots: dict[str, HeardSlot]
    """The filled slots by their names. The intent may declare more."""


@dataclass(frozen=True)
class Pattern:
    """A sample as a series of words and slots."""

    intent: str
    words: tuple[str, ...]
    """The words, with `{Type}` in place of a slot."""
    slots: tuple[str, ...]
    """The names of the slots, in their order."""
    literal: frozenset[str]
    """The words without the slots."""

    @property
    def types(self) -> tuple[str, ...]:
        """The types of the slots, in their order."""
        return tuple(word.strip("{}") for word in self.words if word.startswith("{"))


class Samples:
    """The samples of one interaction model, compared with utterances."""

    def __init__(
        self,
        model: InteractionModel,
        patterns: Sequence[Pattern],
        values: Values,
        phrase_types: frozenset[str],
        known: frozenset[str],
        subject: frozenset[str],
    ) -> None:
        """Index the patterns by their words.

        phrase_types: the slot types whose values are whole phrases; unknown words fill no slot of theirs.
        known: the stems of the content words of all samples.
        subject: the stems of the words for the skill's subject.
        """
        self._values = values
        self._known = known
        self._subject = subject
        self._exact: dict[tuple[str, ...], Pattern] = {}
        for pattern in patterns:
            self._exact.setdefault(pattern.words, pattern)
        # Of two samples that fit, the one with more words beside its slots is taken.
        self._with_slots = sorted(
            (pattern for pattern in patterns if pattern.slots), key=lambda pattern: -len(pattern.literal)
        )
        self._open: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Pattern]] = {}
        """The samples with one slot, which unknown words may fill, by the words before and after the slot."""
        for pattern in self._with_slots:
            if len(pattern.slots) == 1 and len(pattern.words) > _LEAST_WORDS_AROUND_A_SLOT:
                (kind,) = pattern.types
                place = pattern.words.index(f"{{{kind}}}")
                if kind not in phrase_types:
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

    def hear(self, variants: Sequence[list[str]]) -> Heard | None:
        """Return the intent of a sample that fits one of several variants of an utterance, or None.

        Every variant is tried against exact samples first, then against built-in intents, and last with
        unknown words in a slot.
        """
        for attempt in (self._exactly, self._as_builtin, self._with_unknown_words):
            for variant in variants:
                heard = attempt(variant)
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

    def _with_unknown_words(self, words: list[str]) -> Heard | None:
        """Find a sample that makes up the whole utterance if its slot is filled with unknown words."""
        fitting = [
            (pattern, filler)
            for place in range(len(words))
            for after in range(place + 1, min(place + _MOST_UNKNOWN_WORDS, len(words)) + 1)
            for pattern in self._open.get((tuple(words[:place]), tuple(words[after:])), ())
            if self._may_be_filled(pattern, filler := words[place:after])
        ]
        if not fitting:
            return None
        pattern, filler = max(fitting, key=lambda found: len(found[0].words))
        (slot,) = pattern.slots
        return Heard(pattern.intent, {slot: self._values.slot(pattern.types[0], " ".join(filler))})

    def _may_be_filled(self, pattern: Pattern, filler: list[str]) -> bool:
        # An utterance that names a known value is better understood by the likelihoods.
        if self._values.seen_in(filler).read(self._values.content_words).values:
            return False
        # "Play the {routine}" also fits "play the news", so some word must be about the skill's subject.
        (slot_type,) = pattern.types
        words_of_type = self._values.content_words[slot_type] | content_words([slot_type.lower()])
        unknown = content_words(filler) - self._known
        about_subject = content_words(tuple(pattern.literal)) & self._subject
        return bool(unknown and (about_subject or content_words(filler) & words_of_type))


def pattern_of(intent: str, sample: str, types: dict[str, str]) -> Pattern:
    """Return a sample of an intent as a pattern. types: the name of a slot to its type."""
    words: list[str] = []
    slots: list[str] = []
    # The pieces are in turn words and the name of a slot.
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
