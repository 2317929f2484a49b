"""The words of an interaction model: those of its samples, those of its values, and what they tell."""

from collections import Counter
from functools import cached_property
from itertools import chain
from math import log

from skill.interaction.builtin import is_builtin
from skill.interaction.model import InteractionModel
from skill.simulator.pattern import Pattern, has_slots, pattern_of, plain_pattern
from skill.simulator.values import Values
from skill.simulator.words import content_words, is_slot, meaning
from skill.voice.words import words_of

_LEAST_INTENTS = 6
"""The number of intents with slots from which on statistics about them mean something."""

_LEAST_EVERYDAY_VALUES = 3
"""The number of values from which on a slot type of single words may be an everyday one."""

_COMMON_FROM = 17
"""The number of intents in whose samples a word is common: it holds sentences together and names nothing."""


class Vocabulary:
    """The words of one interaction model. Each property is worked out when it is first needed.

    These words have a fixed meaning here. The subject is the words of the invocation name: leg, cramp. A
    phrase type is a slot type that nearly all intents take, as a warning sign may be said along with
    anything. The rarity of a slot type is its inverse document frequency: it grows the fewer intents take
    the type.
    """

    def __init__(self, model: InteractionModel) -> None:
        self.model = model
        self.slots = {name: intent.slots for name, intent in model.intents.items()}
        """Intent to its slots, each with its type."""
        self.plain = [
            plain_pattern(name, text)
            for name, intent in model.intents.items()
            for text in intent.samples
            if not has_slots(text)
        ]
        """The samples without slots, those of all intents."""

    @cached_property
    def with_slots(self) -> list[Pattern]:
        """The samples with slots, those of all intents."""
        return [
            pattern_of(name, text, intent.slots)
            for name, intent in self.model.intents.items()
            for text in intent.samples
            if has_slots(text)
        ]

    @cached_property
    def values(self) -> Values:
        """The values of the slot types."""
        return Values(self.model.types, self.phrase_types, self.subject | self._common)

    @cached_property
    def of_intent(self) -> dict[str, list[Pattern]]:
        """Intent to its samples. Those of Amazon's intents are left out, as Alexa matches them exactly."""
        of_intent: dict[str, list[Pattern]] = {name: [] for name in self.slots}
        for pattern in chain(self.plain, self.with_slots):
            if not is_builtin(pattern.intent):
                of_intent[pattern.intent].append(pattern)
        return of_intent

    @cached_property
    def own_intents(self) -> list[str]:
        """The skill's own intents that have samples, in alphabetical order."""
        return sorted(name for name, patterns in self.of_intent.items() if patterns)

    @cached_property
    def required_types(self) -> dict[str, frozenset[str]]:
        """Intent to the slot types that are in every one of its samples."""
        return {
            name: frozenset.intersection(*(frozenset(pattern.types) for pattern in self.of_intent[name]))
            for name in self.own_intents
        }

    @cached_property
    def sample_words(self) -> dict[str, frozenset[str]]:
        """Intent to the stems of the content words of its samples."""
        return {
            name: content_words(set(chain.from_iterable(pattern.words for pattern in patterns)))
            for name, patterns in self.of_intent.items()
        }

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of the content words of all samples."""
        return frozenset().union(*self.sample_words.values())

    @cached_property
    def own_words(self) -> frozenset[str]:
        """The words of the samples of the skill's own intents."""
        words = {
            word
            for patterns in self.of_intent.values()
            for word in set(chain.from_iterable(pattern.words for pattern in patterns))
        }
        return frozenset(word for word in words if not is_slot(word))

    @cached_property
    def subject(self) -> frozenset[str]:
        """The meanings of the words of the invocation name."""
        return frozenset(meaning(word) for word in words_of(self.model.invocation_name))

    @cached_property
    def subject_types(self) -> frozenset[str]:
        """The slot types with a value that only names the subject: parts of the body, "leg" among them."""
        return frozenset(
            name
            for name, values in self.model.types.items()
            if name not in self.phrase_types
            and any({meaning(word) for word in words_of(value.name)} <= self.subject for value in values)
        )

    @cached_property
    def phrase_types(self) -> frozenset[str]:
        """The slot types that more than two thirds of the intents with slots take."""
        taking = [set(slots.values()) for slots in self.slots.values() if slots]
        counts = Counter(slot_type for types in taking for slot_type in types)
        return frozenset(
            name
            for name, count in counts.items()
            if len(taking) >= _LEAST_INTENTS and 3 * count > 2 * len(taking)
        )

    @cached_property
    def only_in_phrases(self) -> dict[str, frozenset[str]]:
        """Phrase type to the stems that are in its values only, in no sample and no other type."""
        return {
            name: self.values.content_words[name]
            - self.known.union(*(words for kind, words in self.values.content_words.items() if kind != name))
            for name in self.phrase_types
        }

    @cached_property
    def phrase_slot(self) -> tuple[str, str] | None:
        """The intent and slot of a sample that is nothing but a phrase, if there is one."""
        alone = (
            (pattern.intent, pattern.slots[0])
            for patterns in self.of_intent.values()
            for pattern in patterns
            if len(pattern.words) == 1 and not self.phrase_types.isdisjoint(pattern.types)
        )
        return next(alone, None)

    @cached_property
    def rarity(self) -> dict[str, float]:
        """The rarity of each slot type: 0 for parts of the body and everyday words."""
        # Intents that take only phrases say nothing about how rare the other types are.
        own = [set(slots.values()) - self.phrase_types for slots in self.slots.values()]
        taking = [types for types in own if types]
        return {
            name: 0.0
            if name in self.subject_types | self._everyday_types
            else log(max(len(taking), _LEAST_INTENTS) / max(1, sum(name in types for types in taking)))
            for name in self.model.types
        }

    @cached_property
    def _everyday_types(self) -> frozenset[str]:
        """The slot types of plain words that are said about anything: a number, a side, a chair."""
        return frozenset(
            name
            for name, values in self.model.types.items()
            if len(values) >= _LEAST_EVERYDAY_VALUES
            and all(len(words_of(value.name)) == 1 for value in values)
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        """The stems that are in the samples of many intents."""
        counts = Counter(word for words in self.sample_words.values() for word in words)
        common = (word for word, count in counts.items() if count >= _COMMON_FROM)
        return frozenset(word for word in common if not is_slot(word))
