"""An imitation of Alexa's language understanding: words to an intent and its slots.

Like Alexa, it generalises from the samples of the skill's own interaction model, though less well. An
utterance is first compared with the samples themselves. If none fits, the likeliest intent is taken,
provided that the utterance is about the skill's subject. All others are AMAZON.FallbackIntent, because a
wrong answer would be worse than none.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from rapidfuzz import fuzz, process

from skill.interaction.builtin import FALLBACK, is_builtin
from skill.interaction.model import InteractionModel
from skill.simulator.likelihood import Likelihood
from skill.simulator.samples import TYPO_ALIKE, TYPO_SHORTEST, Heard, Samples, pattern_of
from skill.simulator.values import HeardSlot, Reading, Seen, Values
from skill.simulator.words import content_words, meaning, without_fillers
from skill.voice.words import stem, words_of

_LEAST_WORDS = 2
"""The words that an utterance needs so that its likeliest intent is taken: one word would be a guess."""

_LEAST_PHRASE_WORDS = 2
"""The content words of phrases that an utterance needs so that it is taken for an unknown phrase."""

_LEAST_INTENTS = 6
"""The number of intents with slots from which on statistics about them mean something."""

_LEAST_EVERYDAY_VALUES = 3
"""The number of values from which on a slot type of single words may be an everyday one."""

_COMMON_FROM = 17
"""The number of intents in whose samples a word is common: it holds sentences together and names nothing."""

# The least share of an utterance's content words that the samples must know, so that the utterance is taken
# to be about the skill's subject. The more surely it is about the subject, the less must be known.
_KNOWN_WITH_SUBJECT = 0.35
"""The share if a word for the subject is in the utterance: "leg", "cramp"."""
_KNOWN_WITH_PLACE = 0.5
"""The share if a part of the body is in it: "calf"."""
_KNOWN_WITH_NAME = 0.6
"""The share if a rare value is in it whose name has several content words: "pickle juice"."""
_KNOWN_WITH_VALUE = 0.8
"""The share if a rare value is in it whose name has one content word: "magnesium"."""

_RARE_FROM = 1.25
"""The rarity from which on a slot type's values tell what an utterance is about."""

_UNPLACED = 8.0
"""The weight that a value's rarity has against an intent without a slot for the value."""

_CONNECTING = frozenset({"to", "for", "about", "and", "that", "whether", "if"})
"""Words that may belong to the invocation as well as to the sentence: "ask leg cramp coach TO start"."""

_DENIALS = {("not", "have"), ("not", "got"), ("no", "longer")}
"""Pairs of words that turn a sentence into its opposite."""


class Hearing:
    """The understanding of one interaction model.

    These words have a fixed meaning in this class. The subject is the words of the invocation name: leg,
    cramp. A phrase type is a slot type that nearly all intents take, as a warning sign may be said along
    with anything. The rarity of a slot type is its inverse document frequency: it grows the fewer intents
    take the type.
    """

    def __init__(self, model: InteractionModel) -> None:
        self.model = model
        self._slots = {name: dict(intent.slots) for name, intent in model.intents.items()}
        """Intent to its slots, each with its type."""
        patterns = [
            pattern_of(name, text, i.slots) for name, i in model.intents.items() for text in i.samples
        ]
        own = [pattern for pattern in patterns if not is_builtin(pattern.intent)]
        self._own_intents = sorted({pattern.intent for pattern in own})
        self._of_intent = {
            name: [pattern for pattern in own if pattern.intent == name] for name in self._slots
        }
        self._required_types = {
            name: frozenset.intersection(*(frozenset(pattern.types) for pattern in self._of_intent[name]))
            for name in self._own_intents
        }
        """Intent to the slot types that are in every one of its samples."""
        self._likelihood = Likelihood((pattern.intent, pattern.words) for pattern in own)
        self._sample_words = {
            name: content_words([word for pattern in patterns for word in pattern.words])
            for name, patterns in self._of_intent.items()
        }
        """Intent to the stems of the content words of its samples."""
        self._sample_pairs = {
            name: {pair for pattern in self._of_intent[name] for pair in _pairs_of(pattern.words)}
            for name in self._own_intents
        }
        self._known = frozenset().union(*self._sample_words.values())
        """The stems of the content words of all samples."""
        self._spellings = sorted(
            {word for pattern in own for word in pattern.literal if len(word) >= TYPO_SHORTEST}
        )
        """The words for which a mistyped word may be meant."""
        self._subject = frozenset(meaning(word) for word in words_of(model.invocation_name))
        self._phrase_types = self._find_phrase_types()
        common = self._subject | self._in_samples_of(_COMMON_FROM)
        self._values = Values(model.types, self._phrase_types, common)
        self._samples = Samples(model, patterns, self._values, self._phrase_types, self._known, self._subject)
        self._subject_types = {
            name
            for name, values in model.types.items()
            if name not in self._phrase_types
            and any({meaning(word) for word in words_of(value.name)} <= self._subject for value in values)
        }
        """The slot types with a value that only names the subject: parts of the body, "leg" among them."""
        self._everyday_types = {
            name
            for name, values in model.types.items()
            if len(values) >= _LEAST_EVERYDAY_VALUES
            and all(len(words_of(value.name)) == 1 for value in values)
        }
        """The slot types of plain words that are said about anything: a number, a side, a chair."""
        self._spelled_right = self._known.union(*self._values.content_words.values())
        self._rarity = self._rarity_of_types()
        self._only_in_phrases = {
            name: self._values.content_words[name]
            - self._known.union(
                *(words for kind, words in self._values.content_words.items() if kind != name)
            )
            for name in self._phrase_types
        }
        """Phrase type to the stems that are in its values only, in no sample and no other type."""
        self._denials = {
            name: {pair for pattern in patterns for pair in _denials_in(pattern.words)}
            for name, patterns in self._of_intent.items()
        }
        """Intent to the denials that its samples have."""
        self._phrase_slot = next(
            (
                (pattern.intent, pattern.slots[0])
                for pattern in own
                if len(pattern.words) == 1 and set(pattern.types) & self._phrase_types
            ),
            None,
        )
        """The intent and slot of a sample that is nothing but a phrase, if there is one."""

    def hear(self, words: str, *, one_shot: bool) -> Heard:
        """Return the intent that the words mean.

        In a one-shot the first word may belong to the invocation: "to", "for".
        """
        said = words_of(words)
        variants = [said]
        if one_shot and len(said) > 1 and said[0] in _CONNECTING:
            variants.append(said[1:])
        variants += [bare for words in list(variants) if (bare := without_fillers(words)) not in variants]
        return self._samples.hear(variants) or self._hear_likely(variants[-1]) or Heard(FALLBACK, {})

    def slot(self, slot_type: str, value: str) -> HeardSlot:
        """Return a slot of this type, filled with these words and with the value that they name, if any."""
        return self._values.slot(slot_type, value)

    def _hear_likely(self, words: list[str]) -> Heard | None:
        """Return the likeliest intent, or None if the utterance is not about the skill's subject."""
        if len(words) < _LEAST_WORDS:
            return None
        words = [self._respelled(word) for word in words]
        seen = self._values.seen_in(words)
        reading = seen.read(self._values.content_words)
        complete = [name for name in self._own_intents if self._has_required_values(name, words)]
        fitting = [name for name in complete if self._takes_phrases(name, words)] or complete
        intent = max(fitting, key=lambda name: self._fitness(name, seen, reading))
        if not self._is_about_subject(intent, reading, seen):
            return self._hear_phrase(seen)
        if _denials_in(words) - self._denials[intent]:
            return None
        return Heard(intent, self._slots_of(intent, seen))

    def _has_required_values(self, intent: str, words: Sequence[str]) -> bool:
        """True if the words hint at a value for each slot that every sample of the intent has."""
        return all(
            content_words(words) & self._values.content_words[kind] for kind in self._required_types[intent]
        )

    def _takes_phrases(self, intent: str, words: Sequence[str]) -> bool:
        """True if the intent has a slot for each phrase type that alone can be the source of some word."""
        return all(
            slot_type in self._slots[intent].values() or not content_words(words) & only
            for slot_type, only in self._only_in_phrases.items()
        )

    def _hear_phrase(self, seen: Seen) -> Heard | None:
        """Return the intent for a phrase that is said alone, if the utterance sounds like a phrase."""
        if self._phrase_slot is None:
            return None
        intent, slot = self._phrase_slot
        slot_type = self._slots[intent][slot]
        words = seen.words
        of_phrases = content_words(words) & self._values.content_words[slot_type]
        has_subject = any(meaning(word) in self._subject for word in words)
        if not has_subject and len(of_phrases) < _LEAST_PHRASE_WORDS:
            return None
        return Heard(intent, {slot: self.slot(slot_type, " ".join(words))})

    def _in_samples_of(self, least: int) -> frozenset[str]:
        """Return the stems that are in the samples of so many intents or more."""
        counts = Counter(word for words in self._sample_words.values() for word in words)
        return frozenset(word for word, count in counts.items() if count >= least and word[0] != "{")

    def _is_about_subject(self, intent: str, reading: Reading, seen: Seen) -> bool:
        """True if the utterance names the subject or something close to it, and enough of it is known."""
        places = {f"{{{name}}}" for name in self._subject_types}
        content = [word for word in reading.words if word.startswith("{") or content_words([word])]
        others = [word for word in content if word not in places and meaning(word) not in self._subject]
        known = [word for word in others if word.startswith("{") or stem(word) in self._known]
        share = len(known) / len(others) if others else 1.0
        if any(meaning(word) in self._subject for word in seen.words):
            return share >= _KNOWN_WITH_SUBJECT
        if len(others) < len(content):
            return share >= _KNOWN_WITH_PLACE
        if self._sample_pairs[intent] & _pairs_of(seen.words) and all(
            stem(word) in self._sample_words[intent] for word in content
        ):
            return True
        if share == 1.0 and len(reading.values) > 1:
            return True
        rare = [value for value in reading.values if self._rarity[value.type] >= _RARE_FROM]
        has_name = any(len(content_words(words_of(value.value))) > 1 for value in rare)
        return bool(rare) and share >= (_KNOWN_WITH_NAME if has_name else _KNOWN_WITH_VALUE)

    def _fitness(self, intent: str, seen: Seen, reading: Reading) -> float:
        """Return the likelihood of an intent, less the rarity of the values that it has no slot for."""
        mine = seen.read(self._slots[intent].values())
        placed = {value.value for value in mine.values}
        unplaced = (value for value in reading.values if value.value not in placed)
        return self._likelihood.score(intent, mine.words) - sum(
            _UNPLACED * self._rarity[value.type] for value in unplaced
        )

    def _find_phrase_types(self) -> frozenset[str]:
        """Return the slot types that more than two thirds of the intents with slots take."""
        taking = [set(slots.values()) for slots in self._slots.values() if slots]
        counts = Counter(slot_type for types in taking for slot_type in types)
        return frozenset(
            name
            for name, count in counts.items()
            if len(taking) >= _LEAST_INTENTS and 3 * count > 2 * len(taking)
        )

    def _rarity_of_types(self) -> dict[str, float]:
        """Return the rarity of each slot type: 0 for parts of the body and everyday words."""
        # Intents that take only phrases say nothing about how rare the other types are.
        own = [set(slots.values()) - self._phrase_types for slots in self._slots.values()]
        taking = [types for types in own if types]
        return {
            name: 0.0
            if name in self._subject_types | self._everyday_types
            else log(max(len(taking), _LEAST_INTENTS) / max(1, sum(name in types for types in taking)))
            for name in self._values.content_words
        }

    def _slots_of(self, intent: str, seen: Seen) -> dict[str, HeardSlot]:
        """Return the intent's slots, filled with the values and with words that sound like a phrase."""
        kinds = self._slots[intent]
        unplaced = self._unplaced_values(intent, seen)
        # A single word is not enough for a phrase: its meaning depends on the other words.
        slots = {
            name: slot
            for name, slot in self._filled(intent, seen.read(kinds.values())).items()
            if slot.type not in self._phrase_types or len(slot.value.split()) > 1
        }
        for slot_type in self._phrase_types & set(kinds.values()):
            others = seen.read([kind for kind in kinds.values() if kind != slot_type])
            filled = self._filled(intent, others)
            phrase = self._words_outside(others, filled)
            is_whole = self._phrase_slot is not None and self._phrase_slot[0] == intent
            of_phrases = self._values.content_words[slot_type] - self._subject
            if is_whole or content_words(seen.words) & of_phrases:
                name = next(name for name, kind in kinds.items() if kind == slot_type)
                slots = filled | {name: self.slot(slot_type, " ".join(seen.words if is_whole else phrase))}
        return unplaced | slots

    def _unplaced_values(self, intent: str, seen: Seen) -> dict[str, HeardSlot]:
        """Return the rare values that the intent has no slot for, as unknown words in its slots for rare
        types.

        So the skill learns that something was named which it has no answer about.
        """
        unplaced = [
            value
            for value in seen.read(self._values.content_words).values
            if self._rarity[value.type] >= _RARE_FROM and value.type not in self._slots[intent].values()
        ]
        places = [
            name for name, kind in self._slots[intent].items() if self._rarity.get(kind, 0.0) >= _RARE_FROM
        ]
        return {
            place: self.slot(self._slots[intent][place], value.value)
            for place, value in zip(places, unplaced, strict=False)
        }

    def _words_outside(self, reading: Reading, slots: dict[str, HeardSlot]) -> list[str]:
        """Return the words of an utterance that fill none of these slots."""
        values = iter(reading.values)
        words: list[str] = []
        for word in reading.words:
            value = next(values) if word.startswith("{") else None
            if value is None:
                words.append(word)
            elif not any(value is slot for slot in slots.values()):
                words += value.value.split()
        return words

    def _filled(self, intent: str, reading: Reading) -> dict[str, HeardSlot]:
        """Return the intent's slots, each filled with the first value of its type that no other slot has."""
        slots: dict[str, HeardSlot] = {}
        for value in reading.values:
            free = [
                name for name, kind in self._slots[intent].items() if kind == value.type and name not in slots
            ]
            slots |= dict.fromkeys(free[:1], value)
        return slots

    def _respelled(self, word: str) -> str:
        """Return the word, or the known word for which it is a mistyping."""
        if len(word) < TYPO_SHORTEST or stem(word) in self._spelled_right or not content_words([word]):
            return word
        match = process.extractOne(word, self._spellings, scorer=fuzz.ratio, score_cutoff=TYPO_ALIKE)
        return match[0] if match and match[0][0] == word[0] else word


def _denials_in(words: Sequence[str]) -> set[tuple[str, str]]:
    return _DENIALS & set(pairwise(words))


def _pairs_of(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs of content words that follow each other, other than slots, function words left out."""
    stems = [stem(word) for word in words if word.startswith("{") or content_words([word])]
    return {pair for pair in pairwise(stems) if not any(word.startswith("{") for word in pair)}
