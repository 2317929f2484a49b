"""An imitation of Alexa's language understanding: words to an intent and its slots.

Like Alexa, it generalises from the samples of the skill's own interaction model, though less well. An
utterance is first compared with the samples themselves. If none fits, the likeliest intent is taken,
provided that the utterance is about the skill's subject. All others are AMAZON.FallbackIntent, because a
wrong answer would be worse than none.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from skill.interaction.builtin import FALLBACK
from skill.interaction.model import InteractionModel
from skill.simulator.likelihood import Likelihood
from skill.simulator.samples import TYPO_ALIKE, TYPO_SHORTEST, Heard, Samples
from skill.simulator.values import HeardSlot, Reading, Seen
from skill.simulator.vocabulary import Vocabulary
from skill.simulator.words import content_words, is_slot, meaning, without_fillers
from skill.voice.words import stem, words_of

_LEAST_WORDS = 2
"""The words that an utterance needs so that its likeliest intent is taken: one word would be a guess."""

_LEAST_PHRASE_WORDS = 2
"""The content words of phrases that an utterance needs so that it is taken for an unknown phrase."""

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
    """The understanding of one interaction model."""

    def __init__(self, model: InteractionModel) -> None:
        self.model = model
        self._vocabulary = Vocabulary(model)
        self._samples = Samples(self._vocabulary)

    @cached_property
    def _likelihood(self) -> Likelihood:
        """The counts of words in the samples of the skill's own intents."""
        of_intent = self._vocabulary.of_intent
        return Likelihood(
            {name: [pattern.words for pattern in of_intent[name]] for name in self._vocabulary.own_intents}
        )

    @cached_property
    def _spelled_right(self) -> frozenset[str]:
        """The stems of the words that are in a sample or in a value."""
        return self._vocabulary.known.union(*self._vocabulary.values.content_words.values())

    @cached_property
    def _spellings(self) -> list[str]:
        """The words for which a mistyped word may be meant."""
        return sorted(word for word in self._vocabulary.own_words if len(word) >= TYPO_SHORTEST)

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
        return self._vocabulary.values.slot(slot_type, value)

    def _hear_likely(self, words: list[str]) -> Heard | None:
        """Return the likeliest intent, or None if the utterance is not about the skill's subject."""
        if len(words) < _LEAST_WORDS:
            return None
        words = [self._respelled(word) for word in words]
        seen = self._vocabulary.values.seen_in(words)
        reading = seen.read(self._vocabulary.values.content_words)
        complete = [name for name in self._vocabulary.own_intents if self._has_required_values(name, words)]
        fitting = [name for name in complete if self._takes_phrases(name, words)] or complete
        intent = max(fitting, key=lambda name: self._fitness(name, seen, reading))
        if not self._is_about_subject(intent, reading, seen):
            return self._hear_phrase(seen)
        if self._is_opposite(intent, words):
            return None
        return Heard(intent, self._slots_of(intent, seen))

    def _has_required_values(self, intent: str, words: Sequence[str]) -> bool:
        """True if the words hint at a value for each slot that every sample of the intent has."""
        return all(
            content_words(words) & self._vocabulary.values.content_words[kind]
            for kind in self._vocabulary.required_types[intent]
        )

    def _takes_phrases(self, intent: str, words: Sequence[str]) -> bool:
        """True if the intent has a slot for each phrase type that alone can be the source of some word."""
        return all(
            slot_type in self._vocabulary.slots[intent].values() or not content_words(words) & only
            for slot_type, only in self._vocabulary.only_in_phrases.items()
        )

    def _hear_phrase(self, seen: Seen) -> Heard | None:
        """Return the intent for a phrase that is said alone, if the utterance sounds like a phrase."""
        if self._vocabulary.phrase_slot is None:
            return None
        intent, slot = self._vocabulary.phrase_slot
        slot_type = self._vocabulary.slots[intent][slot]
        words = seen.words
        of_phrases = content_words(words) & self._vocabulary.values.content_words[slot_type]
        has_subject = any(meaning(word) in self._vocabulary.subject for word in words)
        if not has_subject and len(of_phrases) < _LEAST_PHRASE_WORDS:
            return None
        return Heard(intent, {slot: self.slot(slot_type, " ".join(words))})

    def _is_about_subject(self, intent: str, reading: Reading, seen: Seen) -> bool:
        """True if the utterance names the subject or something close to it, and enough of it is known."""
        places = {f"{{{name}}}" for name in self._vocabulary.subject_types}
        content = [word for word in reading.words if is_slot(word) or content_words([word])]
        others = [
            word for word in content if word not in places and meaning(word) not in self._vocabulary.subject
        ]
        known = [word for word in others if is_slot(word) or stem(word) in self._vocabulary.known]
        share = len(known) / len(others) if others else 1.0
        if any(meaning(word) in self._vocabulary.subject for word in seen.words):
            return share >= _KNOWN_WITH_SUBJECT
        if len(others) < len(content):
            return share >= _KNOWN_WITH_PLACE
        if self._is_of_intent(intent, content, seen.words):
            return True
        if share == 1.0 and len(reading.values) > 1:
            return True
        rare = [value for value in reading.values if self._vocabulary.rarity[value.type] >= _RARE_FROM]
        has_name = any(len(content_words(words_of(value.value))) > 1 for value in rare)
        return bool(rare) and share >= (_KNOWN_WITH_NAME if has_name else _KNOWN_WITH_VALUE)

    def _is_of_intent(self, intent: str, content: Sequence[str], words: Sequence[str]) -> bool:
        """True if the content words are all in the intent's samples, two of them in a row in one of these."""
        if not all(stem(word) in self._vocabulary.sample_words[intent] for word in content):
            return False
        pairs = _pairs_of(words)
        return any(
            not pairs.isdisjoint(_pairs_of(pattern.words)) for pattern in self._vocabulary.of_intent[intent]
        )

    def _is_opposite(self, intent: str, words: Sequence[str]) -> bool:
        """True if the words have a denial that none of the intent's samples has."""
        denials = _denials_in(words)
        for pattern in self._vocabulary.of_intent[intent] if denials else ():
            denials -= _denials_in(pattern.words)
        return bool(denials)

    def _fitness(self, intent: str, seen: Seen, reading: Reading) -> float:
        """Return the likelihood of an intent, less the rarity of the values that it has no slot for."""
        mine = seen.read(self._vocabulary.slots[intent].values())
        placed = {value.value for value in mine.values}
        unplaced = (value for value in reading.values if value.value not in placed)
        return self._likelihood.score(intent, mine.words) - sum(
            _UNPLACED * self._vocabulary.rarity[value.type] for value in unplaced
        )

    def _slots_of(self, intent: str, seen: Seen) -> dict[str, HeardSlot]:
        """Return the intent's slots, filled with the values and with words that sound like a phrase."""
        kinds = self._vocabulary.slots[intent]
        unplaced = self._unplaced_values(intent, seen)
        # A single word is not enough for a phrase: its meaning depends on the other words.
        slots = {
            name: slot
            for name, slot in self._filled(intent, seen.read(kinds.values())).items()
            if slot.type not in self._vocabulary.phrase_types or len(slot.value.split()) > 1
        }
        for slot_type in self._vocabulary.phrase_types & set(kinds.values()):
            others = seen.read([kind for kind in kinds.values() if kind != slot_type])
            filled = self._filled(intent, others)
            phrase = self._words_outside(others, filled)
            is_whole = self._vocabulary.phrase_slot is not None and self._vocabulary.phrase_slot[0] == intent
            of_phrases = self._vocabulary.values.content_words[slot_type] - self._vocabulary.subject
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
            for value in seen.read(self._vocabulary.values.content_words).values
            if self._vocabulary.rarity[value.type] >= _RARE_FROM
            and value.type not in self._vocabulary.slots[intent].values()
        ]
        places = [
            name
            for name, kind in self._vocabulary.slots[intent].items()
            if self._vocabulary.rarity.get(kind, 0.0) >= _RARE_FROM
        ]
        return {
            place: self.slot(self._vocabulary.slots[intent][place], value.value)
            for place, value in zip(places, unplaced, strict=False)
        }

    def _words_outside(self, reading: Reading, slots: dict[str, HeardSlot]) -> list[str]:
        """Return the words of an utterance that fill none of these slots."""
        values = iter(reading.values)
        words: list[str] = []
        for word in reading.words:
            value = next(values) if is_slot(word) else None
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
                name
                for name, kind in self._vocabulary.slots[intent].items()
                if kind == value.type and name not in slots
            ]
            slots |= dict.fromkeys(free[:1], value)
        return slots

    def _respelled(self, word: str) -> str:
        """Return the word, or the known word for which it is a mistyping."""
        if len(word) < TYPO_SHORTEST or stem(word) in self._spelled_right or not content_words([word]):
            return word
        # Imported here, so that most utterances do not wait for it.
        from rapidfuzz import fuzz, process

        match = process.extractOne(word, self._spellings, scorer=fuzz.ratio, score_cutoff=TYPO_ALIKE)
        return match[0] if match and match[0][0] == word[0] else word


def _denials_in(words: Sequence[str]) -> set[tuple[str, str]]:
    return _DENIALS & set(pairwise(words))


def _pairs_of(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return the pairs of content words that follow each other, other than slots, function words left out."""
    stems = [stem(word) for word in words if is_slot(word) or content_words([word])]
    return {pair for pair in pairwise(stems) if not any(is_slot(word) for word in pair)}
