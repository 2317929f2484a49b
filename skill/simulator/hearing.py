"""Words to an intent and its slots, by the samples of the skill's own interaction model.

It stands in for Alexa's language understanding, which generalises from the same samples: never as well, and
where it is unsure it hears nothing (AMAZON.FallbackIntent), because a wrong answer is worse than none.
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
from skill.simulator.words import meaning, telling, without_fillers
from skill.voice.words import stem, words_of

_LEAST_LIKELY_WORDS = 2
_LEAST_PHRASE_WORDS = 2
_LEAST_INTENTS = 6
_LEAST_EVERYDAY = 3
# Words in the samples of so many intents hold sentences together, and name nothing.
_COMMON = 17
# How much of a sentence's telling words must be known: least where the skill's subject is in it, more
# where a part of the body is, or a thing with a name of several words, most where nothing but a thing is.
_KNOWN_ANCHORED = 0.35
_KNOWN_PLACED = 0.5
_KNOWN_DISTINCT = 0.6
_KNOWN = 0.8
# From where on a slot type is so rare that its values say what the sentence is about.
_RARE = 1.25
# How much it speaks against an intent that it has no place for a value that only few intents take.
_HOMELESS = 8.0
# "Alexa, ask leg cramp coach TO start ...": the word may belong to the invocation or to the sentence.
_CONNECTING = frozenset({"to", "for", "about", "and", "that", "whether", "if"})
_DENIALS = {("not", "have"), ("not", "got"), ("no", "longer")}


class Hearing:
    """The ears for one interaction model."""

    def __init__(self, model: InteractionModel) -> None:
        self.model = model
        self._slots = {name: dict(intent.slots) for name, intent in model.intents.items()}
        patterns = [
            pattern_of(name, text, i.slots) for name, i in model.intents.items() for text in i.samples
        ]
        own = [pattern for pattern in patterns if not is_builtin(pattern.intent)]
        self._own = sorted({pattern.intent for pattern in own})
        self._needed = {
            name: frozenset.intersection(
                *(
                    frozenset(word.strip("{}") for word in pattern.words if word[0] == "{")
                    for pattern in own
                    if pattern.intent == name
                )
            )
            for name in self._own
        }
        self._likelihood = Likelihood((pattern.intent, pattern.words) for pattern in own)
        self._sample_words = {
            name: telling([word for pattern in own if pattern.intent == name for word in pattern.words])
            for name in self._slots
        }
        self._pairs = {
            name: {pair for pattern in own if pattern.intent == name for pair in _pairs_of(pattern.words)}
            for name in self._own
        }
        self._known = frozenset().union(*self._sample_words.values())
        self._spellings = sorted(
            {word for pattern in own for word in pattern.words if len(word) >= TYPO_SHORTEST} - {"{", "}"}
        )
        self._anchors = frozenset(meaning(word) for word in words_of(model.invocation_name))
        self._phrases = self._types_of_phrases()
        self._values = Values(model.types, self._phrases, self._anchors | self._in_intents(_COMMON))
        self._samples = Samples(model, patterns, self._values, self._phrases, self._known, self._anchors)
        self._anchor_types = {
            name
            for name, values in model.types.items()
            if name not in self._phrases
            and any({meaning(word) for word in words_of(value.name)} <= self._anchors for value in values)
        }
        # A number, a side, a chair: they are in sentences about anything.
        self._everyday = {
            name
            for name, values in model.types.items()
            if len(values) >= _LEAST_EVERYDAY and all(len(words_of(value.name)) == 1 for value in values)
        }
        self._spelled = self._known.union(*self._values.telling.values())
        self._rarity = self._rarity_of_types()
        self._own_words = {
            name: self._values.telling[name]
            - self._known.union(*(words for kind, words in self._values.telling.items() if kind != name))
            for name in self._phrases
        }
        self._denials = {
            name: {pair for pattern in own if pattern.intent == name for pair in _denials_in(pattern.words)}
            for name in self._slots
        }
        self._catch_all = next(
            (
                (pattern.intent, pattern.slots[0])
                for pattern in own
                if len(pattern.words) == 1 and pattern.words[0].strip("{}") in self._phrases
            ),
            None,
        )

    def hear(self, words: str, *, one_shot: bool) -> Heard:
        """What the words mean. In a one-shot the first of them may belong to the invocation ("to", "for")."""
        said = words_of(words)
        looks = [said]
        if one_shot and len(said) > 1 and said[0] in _CONNECTING:
            looks.append(said[1:])
        looks += [bare for look in list(looks) if (bare := without_fillers(look)) not in looks]
        return self._samples.hear(looks) or self._hear_likely(looks[-1]) or Heard(FALLBACK, {})

    def slot(self, slot_type: str, value: str) -> HeardSlot:
        """A slot filled with these words, resolved where the type knows them."""
        return self._values.slot(slot_type, value)

    def _hear_likely(self, words: list[str]) -> Heard | None:
        """The likeliest intent, if the sentence is about this skill at all."""
        # One word alone is a guess.
        if len(words) < _LEAST_LIKELY_WORDS:
            return None
        words = [self._respelled(word) for word in words]
        seen = self._values.seen_in(words)
        reading = seen.read(self._values.telling)
        whole = [name for name in self._own if self._has_all(name, words)]
        roomy = [name for name in whole if self._has_room(name, words)] or whole
        intent = max(roomy, key=lambda name: self._fitness(name, seen, reading))
        if not self._is_ours(intent, reading, seen):
            return self._hear_anything(seen)
        if _denials_in(words) - self._denials[intent]:
            return None
        return Heard(intent, self._slots_of(intent, seen))

    def _has_all(self, intent: str, words: Sequence[str]) -> bool:
        """Whether there is something of a value wherever every sample of the intent has one."""
        return all(telling(words) & self._values.telling[kind] for kind in self._needed[intent])

    def _has_room(self, intent: str, words: Sequence[str]) -> bool:
        """Whether the intent has a slot for every phrase that some words can only come from."""
        return all(
            slot_type in self._slots[intent].values() or not telling(words) & own
            for slot_type, own in self._own_words.items()
        )

    def _hear_anything(self, seen: Seen) -> Heard | None:
        """A sentence that sounds like a phrase, where a sample is nothing but a slot for phrases."""
        if self._catch_all is None:
            return None
        intent, slot = self._catch_all
        slot_type = self._slots[intent][slot]
        words = seen.words
        of_phrases = telling(words) & self._values.telling[slot_type]
        anchored = any(meaning(word) in self._anchors for word in words)
        if not anchored and len(of_phrases) < _LEAST_PHRASE_WORDS:
            return None
        return Heard(intent, {slot: self.slot(slot_type, " ".join(words))})

    def _in_intents(self, least: int) -> frozenset[str]:
        """The stems that the samples of so many intents have."""
        counts = Counter(word for words in self._sample_words.values() for word in words)
        return frozenset(word for word, count in counts.items() if count >= least and word[0] != "{")

    def _is_ours(self, intent: str, reading: Reading, seen: Seen) -> bool:
        """Whether the sentence is about the skill's subject, names a thing of it, or has a sample's words."""
        places = {f"{{{name}}}" for name in self._anchor_types}
        tells = [word for word in reading.words if word.startswith("{") or telling([word])]
        others = [word for word in tells if word not in places and meaning(word) not in self._anchors]
        known = [word for word in others if word.startswith("{") or stem(word) in self._known]
        share = len(known) / len(others) if others else 1.0
        if any(meaning(word) in self._anchors for word in seen.words):
            return share >= _KNOWN_ANCHORED
        if len(others) < len(tells):
            return share >= _KNOWN_PLACED
        if self._pairs[intent] & _pairs_of(seen.words) and all(
            stem(word) in self._sample_words[intent] for word in tells
        ):
            return True
        if share == 1.0 and len(reading.values) > 1:
            return True
        held = [value for value in reading.values if self._rarity[value.type] >= _RARE]
        distinct = any(len(telling(words_of(value.value))) > 1 for value in held)
        return bool(held) and share >= (_KNOWN_DISTINCT if distinct else _KNOWN)

    def _fitness(self, intent: str, seen: Seen, reading: Reading) -> float:
        """How well the sentence fits an intent, by its words and by the values that it has a place for."""
        mine = seen.read(self._slots[intent].values())
        placed = {value.value for value in mine.values}
        homeless = (value for value in reading.values if value.value not in placed)
        return self._likelihood.score(intent, mine.words) - sum(
            _HOMELESS * self._rarity[value.type] for value in homeless
        )

    def _types_of_phrases(self) -> frozenset[str]:
        """The types that nearly all intents take: what may be said along with anything, in any words."""
        taking = [set(slots.values()) for slots in self._slots.values() if slots]
        counts = Counter(slot_type for types in taking for slot_type in types)
        return frozenset(
            name
            for name, count in counts.items()
            if len(taking) >= _LEAST_INTENTS and 3 * count > 2 * len(taking)
        )

    def _rarity_of_types(self) -> dict[str, float]:
        # Of the intents that name a thing at all.
        own = [kinds for slots in self._slots.values() if (kinds := set(slots.values()) - self._phrases)]
        return {
            name: 0.0
            if name in self._anchor_types | self._everyday
            else log(max(len(own), _LEAST_INTENTS) / max(1, sum(name in types for types in own)))
            for name in self._values.telling
        }

    def _slots_of(self, intent: str, seen: Seen) -> dict[str, HeardSlot]:
        """The values in the intent's slots; in a slot for phrases also what sounds like one."""
        kinds = self._slots[intent]
        stray = self._stray_value(intent, seen)
        # A single word is no phrase: what it means depends on the others.
        slots = {
            name: slot
            for name, slot in self._filled(intent, seen.read(kinds.values())).items()
            if slot.type not in self._phrases or len(slot.value.split()) > 1
        }
        for slot_type in self._phrases & set(kinds.values()):
            others = seen.read([kind for kind in kinds.values() if kind != slot_type])
            filled = self._filled(intent, others)
            phrase = self._unfilled(others, filled)
            is_whole = self._catch_all is not None and self._catch_all[0] == intent
            if is_whole or telling(seen.words) & (self._values.telling[slot_type] - self._anchors):
                name = next(name for name, kind in kinds.items() if kind == slot_type)
                slots = filled | {name: self.slot(slot_type, " ".join(seen.words if is_whole else phrase))}
        return stray | slots

    def _stray_value(self, intent: str, seen: Seen) -> dict[str, HeardSlot]:
        """A telling value that has no place, as unknown words in a slot for another such type."""
        strays = [
            value
            for value in seen.read(self._values.telling).values
            if self._rarity[value.type] >= _RARE and value.type not in self._slots[intent].values()
        ]
        places = [name for name, kind in self._slots[intent].items() if self._rarity.get(kind, 0.0) >= _RARE]
        return {
            place: self.slot(self._slots[intent][place], value.value)
            for place, value in zip(places, strays, strict=False)
        }

    def _unfilled(self, reading: Reading, slots: dict[str, HeardSlot]) -> list[str]:
        """The words that are in no slot."""
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
        slots: dict[str, HeardSlot] = {}
        for value in reading.values:
            free = [
                name for name, kind in self._slots[intent].items() if kind == value.type and name not in slots
            ]
            slots |= dict.fromkeys(free[:1], value)
        return slots

    def _respelled(self, word: str) -> str:
        """The word, or the one that was meant."""
        if len(word) < TYPO_SHORTEST or stem(word) in self._spelled or not telling([word]):
            return word
        match = process.extractOne(word, self._spellings, scorer=fuzz.ratio, score_cutoff=TYPO_ALIKE)
        return match[0] if match and match[0][0] == word[0] else word


def _denials_in(words: Sequence[str]) -> set[tuple[str, str]]:
    return _DENIALS & set(pairwise(words))


def _pairs_of(words: Sequence[str]) -> set[tuple[str, str]]:
    """Telling words that follow each other, whatever small words stand between them."""
    stems = [stem(word) for word in words if word.startswith("{") or telling([word])]
    return {pair for pair in pairwise(stems) if not any(word.startswith("{") for word in pair)}
