"""Utterances that have the words of a sample, with a known value or with unknown words in its slots."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from skill.interaction.builtin import ALWAYS, PHRASES, is_builtin
from skill.simulator.pattern import Pattern
from skill.simulator.values import HeardSlot
from skill.simulator.vocabulary import Vocabulary
from skill.simulator.words import content_words
from skill.voice.words import words_of

_LEAST_WORDS_AROUND_A_SLOT = 2
"""The words beside its slot that a sample needs so that unknown words may fill the slot."""

_MOST_UNKNOWN_WORDS = 5
"""The number of unknown words that may fill a slot."""

_EMPTY_WORDS = "it that this now just then the please okay ok well oh"
_DROPPED_FROM_BUILTIN = frozenset(_EMPTY_WORDS.split())
"""Words that a phrase of a built-in intent may have in addition: "pause it now"."""

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


class Samples:
    """The samples of one interaction model, compared with utterances."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Index the samples by their words."""
        self._vocabulary = vocabulary
        self._exact: dict[tuple[str, ...], Pattern] = {}
        for pattern in vocabulary.plain:
            self._exact.setdefault(pattern.words, pattern)

    @cached_property
    def _with_slots(self) -> list[Pattern]:
        """The samples with slots. Of two that fit, the one with more words beside its slots is taken."""
        return sorted(self._vocabulary.with_slots, key=lambda pattern: -len(pattern.literal))

    @cached_property
    def _open(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], list[Pattern]]:
        """The samples with one slot, which unknown words may fill, by the words before and after the slot.

        Unknown words fill no slot whose values are whole phrases.
        """
        found: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Pattern]] = {}
        for pattern in self._with_slots:
            if len(pattern.slots) == 1 and len(pattern.words) > _LEAST_WORDS_AROUND_A_SLOT:
                (kind,) = pattern.types
                place = pattern.words.index(f"{{{kind}}}")
                if kind not in self._vocabulary.phrase_types:
                    around = pattern.words[:place], pattern.words[place + 1 :]
                    found.setdefault(around, []).append(pattern)
        return found

    @cached_property
    def _builtin(self) -> dict[tuple[str, ...], str]:
        """The phrases of Amazon's intents to the intents that a person may mean with them."""
        return {
            tuple(words_of(phrase)): name
            for name, phrases in PHRASES.items()
            if name in ALWAYS or name in self._vocabulary.model.intents
            for phrase in phrases
        }

    @cached_property
    def _builtin_and_samples(self) -> dict[tuple[str, ...], str]:
        """The phrases of Amazon's intents, and the samples that the model adds to them."""
        plain = self._vocabulary.plain
        return {
            pattern.words: pattern.intent for pattern in plain if is_builtin(pattern.intent)
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
        seen = self._vocabulary.values.seen_in(words)
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
        return Heard(pattern.intent, {slot: self._vocabulary.values.slot(pattern.types[0], " ".join(filler))})

    def _may_be_filled(self, pattern: Pattern, filler: list[str]) -> bool:
        # An utterance that names a known value is better understood by the likelihoods.
        if self._vocabulary.values.seen_in(filler).read(self._vocabulary.values.content_words).values:
            return False
        # "Play the {routine}" also fits "play the news", so some word must be about the skill's subject.
        (slot_type,) = pattern.types
        words_of_type = self._vocabulary.values.content_words[slot_type] | content_words([slot_type.lower()])
        unknown = content_words(filler) - self._vocabulary.known
        about_subject = content_words(tuple(pattern.literal)) & self._vocabulary.subject
        return bool(unknown and (about_subject or content_words(filler) & words_of_type))


def _one_typo_apart(phrase: tuple[str, ...], words: list[str]) -> bool:
    if len(phrase) != len(words):
        return False
    different = [(ours, theirs) for ours, theirs in zip(phrase, words, strict=True) if ours != theirs]
    if len(different) != 1:
        return False
    ours, theirs = different[0]
    if min(len(ours), len(theirs)) < TYPO_SHORTEST:
        return False
    # Imported here, so that most utterances do not wait for it.
    from rapidfuzz.fuzz import ratio

    return ratio(ours, theirs) >= TYPO_ALIKE
