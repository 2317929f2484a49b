"""Words to an intent and its slots, by the samples of the skill's own interaction model.

It stands in for Alexa's language understanding, which generalises from the same samples: never as well, and
where it is unsure it hears nothing (AMAZON.FallbackIntent), because a wrong answer is worse than none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import fuzz

from skill.interaction.builtin import ALWAYS, FALLBACK, PHRASES, is_builtin
from skill.interaction.model import InteractionModel, SlotValue
from skill.simulator.nearness import Nearness
from skill.simulator.words import FUNCTION_WORDS, stem, without_fillers, words_of

_THRESHOLD = 0.62
_LEAST_NEAR_WORDS = 2
_MOST_READINGS = 64
_LEAST_CARRIER_WORDS = 2
_MOST_OPEN_WORDS = 5
# "Alexa, ask leg cramp coach TO start ...": the word may belong to the invocation or to the sentence.
_CONNECTING = frozenset({"to", "for", "about", "and", "that", "whether", "if"})
_EMPTY_WORDS = "it that this now just then the please okay ok well oh"
_DROPPED_FROM_BUILTIN = frozenset(_EMPTY_WORDS.split())
_SLOT = re.compile(r"\{([^}]+)\}")
_TYPO_ALIKE = 88.0
_TYPO_SHORTEST = 5


@dataclass(frozen=True)
class HeardSlot:
    """What filled a slot."""

    value: str
    """The words as they were said."""
    id: str | None
    """The id of the value that they mean; None when the slot type has no such value."""
    name: str | None
    """That value's name; None likewise."""
    type: str
    """The slot's type."""


@dataclass(frozen=True)
class Heard:
    """What an utterance was taken for."""

    intent: str
    slots: dict[str, HeardSlot]
    """The filled slots by name; the intent may declare more."""


@dataclass(frozen=True)
class _Pattern:
    intent: str
    words: tuple[str, ...]
    """Words, and `{Type}` where a value of that slot type stands."""
    slots: tuple[str, ...]
    """The names of those slots, in order."""


@dataclass(frozen=True)
class _Reading:
    words: tuple[str, ...]
    """The utterance with slot values replaced by `{Type}`."""
    values: tuple[HeardSlot, ...]


class Hearing:
    """The ears for one interaction model."""

    def __init__(self, model: InteractionModel) -> None:
        self._slots = {name: dict(intent.slots) for name, intent in model.intents.items()}
        self._values = {name: _by_words(values) for name, values in model.types.items()}
        self._longest = max((len(key) for found in self._values.values() for key in found), default=0)
        patterns = [_pattern(name, text, i.slots) for name, i in model.intents.items() for text in i.samples]
        self._exact: dict[tuple[str, ...], _Pattern] = {}
        for pattern in patterns:
            self._exact.setdefault(pattern.words, pattern)
        self._open = [pattern for pattern in patterns if len(pattern.slots) == 1]
        self._builtin = {
            tuple(words_of(phrase)): name
            for name, phrases in PHRASES.items()
            if name in ALWAYS or name in model.intents
            for phrase in phrases
        }
        self._builtin_and_samples = {
            pattern.words: pattern.intent for pattern in patterns if is_builtin(pattern.intent)
        } | self._builtin
        self._nearness = Nearness(
            ((pattern.intent, pattern.words) for pattern in patterns if not is_builtin(pattern.intent)),
            known=[word for pattern in patterns for word in pattern.words],
        )
        self._subject = _telling(words_of(model.invocation_name))
        self._type_words = {name: self._subject_of(name, values) for name, values in model.types.items()}

    def hear(self, words: str, *, one_shot: bool) -> Heard:
        """What the words mean. In a one-shot the first of them may belong to the invocation ("to", "for")."""
        said = words_of(words)
        looks = [said]
        if one_shot and len(said) > 1 and said[0] in _CONNECTING:
            looks.append(said[1:])
        looks += [bare for look in list(looks) if (bare := without_fillers(look)) not in looks]
        for attempt in (self._hear_exact, self._hear_builtin, self._hear_open):
            for look in looks:
                heard = attempt(look)
                if heard is not None:
                    return heard
        return self._hear_near(looks)

    def slot(self, slot_type: str, value: str) -> HeardSlot:
        """A slot filled with these words, resolved where the type knows them."""
        found = self._values.get(slot_type, {}).get(_key(words_of(value)))
        return HeardSlot(value, found.id if found else None, found.name if found else None, slot_type)

    def _hear_exact(self, words: list[str]) -> Heard | None:
        literal = self._exact.get(tuple(words))
        if literal is not None:
            return Heard(literal.intent, {})
        for reading in self._readings(words):
            pattern = self._exact.get(reading.words)
            if pattern is not None:
                return Heard(pattern.intent, dict(zip(pattern.slots, reading.values, strict=True)))
        return None

    def _hear_builtin(self, words: list[str]) -> Heard | None:
        intent = self._builtin.get(tuple(words)) or self._almost_builtin(words)
        return Heard(intent, {}) if intent else None

    def _almost_builtin(self, words: list[str]) -> str | None:
        phrases = self._builtin_and_samples
        for place, word in enumerate(words):
            if word in _DROPPED_FROM_BUILTIN:
                intent = phrases.get((*words[:place], *words[place + 1 :]))
                if intent:
                    return intent
        return next((phrases[phrase] for phrase in phrases if _one_typo_apart(phrase, words)), None)

    def _hear_open(self, words: list[str]) -> Heard | None:
        best: tuple[int, _Pattern, list[str]] | None = None
        for pattern in self._open:
            filler = self._filler(pattern, words)
            if filler is not None and (best is None or len(pattern.words) > best[0]):
                best = len(pattern.words), pattern, filler
        if best is None:
            return None
        _, pattern, filler = best
        slot = pattern.slots[0]
        return Heard(pattern.intent, {slot: self.slot(self._slots[pattern.intent][slot], " ".join(filler))})

    def _filler(self, pattern: _Pattern, words: list[str]) -> list[str] | None:
        carrier = len(pattern.words) - 1
        extra = len(words) - carrier
        if carrier < _LEAST_CARRIER_WORDS or not 1 <= extra <= _MOST_OPEN_WORDS:
            return None
        place = next(index for index, word in enumerate(pattern.words) if word.startswith("{"))
        after = place + extra
        if (
            tuple(words[:place]) != pattern.words[:place]
            or tuple(words[after:]) != pattern.words[place + 1 :]
        ):
            return None
        filler = words[place:after]
        # A filler with a known value in it is better heard by that value.
        if any(reading.values for reading in self._readings(filler)):
            return None
        # "Play the {routine}" also fits "play the news": something must be about this skill.
        slot_type = self._slots[pattern.intent][pattern.slots[0]]
        spoken_of = _telling([*words[:place], *words[after:]])
        if spoken_of & self._subject or _telling(filler) & self._type_words.get(slot_type, frozenset()):
            return filler
        return None

    def _hear_near(self, looks: Sequence[list[str]]) -> Heard:
        best: tuple[float, str, _Reading] | None = None
        for look in looks:
            # One word alone is a guess.
            if len(look) < _LEAST_NEAR_WORDS:
                continue
            longest_values = next(self._readings(look))
            for reading in dict.fromkeys((longest_values, _Reading(tuple(look), ()))):
                near = self._nearness.nearest(reading.words)
                if near is not None and (best is None or near.score > best[0]):
                    best = near.score, near.intent, longest_values
        if best is None or best[0] < _THRESHOLD:
            return Heard(FALLBACK, {})
        _, intent, reading = best
        slots: dict[str, HeardSlot] = {}
        for value in reading.values:
            free = [name for name, kind in self._slots[intent].items() if kind == value.type]
            slots |= {name: value for name in free[:1] if name not in slots}
        return Heard(intent, slots)

    def _readings(self, words: Sequence[str]) -> Iterator[_Reading]:
        """The ways to see slot values in the words, longest values first, none at all last."""
        return islice(self._read(tuple(words)), _MOST_READINGS)

    def _read(self, words: tuple[str, ...]) -> Iterator[_Reading]:
        if not words:
            yield _Reading((), ())
            return
        for length in range(min(self._longest, len(words)), 0, -1):
            for slot_type, values in self._values.items():
                found = values.get(_key(words[:length]))
                if found is not None:
                    value = HeardSlot(" ".join(words[:length]), found.id, found.name, slot_type)
                    for rest in self._read(words[length:]):
                        yield _Reading((f"{{{slot_type}}}", *rest.words), (value, *rest.values))
        for rest in self._read(words[1:]):
            yield _Reading((words[0], *rest.words), rest.values)

    def _subject_of(self, slot_type: str, values: tuple[SlotValue, ...]) -> frozenset[str]:
        spoken = [text for value in values for text in (value.name, *value.synonyms)]
        return _telling([slot_type.lower(), *(word for text in spoken for word in words_of(text))])


def _pattern(intent: str, sample: str, types: dict[str, str]) -> _Pattern:
    words: list[str] = []
    slots: list[str] = []
    # Every second piece is the name of a slot.
    for number, piece in enumerate(_SLOT.split(sample)):
        if number % 2:
            slots.append(piece)
            words.append(f"{{{types[piece]}}}")
        else:
            words += words_of(piece)
    return _Pattern(intent, tuple(words), tuple(slots))


def _by_words(values: tuple[SlotValue, ...]) -> dict[tuple[str, ...], SlotValue]:
    found: dict[tuple[str, ...], SlotValue] = {}
    for value in values:
        for spoken in (value.name, *value.synonyms):
            found.setdefault(_key(words_of(spoken)), value)
    return found


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)


def _telling(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if word not in FUNCTION_WORDS)


def _one_typo_apart(phrase: tuple[str, ...], words: list[str]) -> bool:
    if len(phrase) != len(words):
        return False
    different = [(ours, theirs) for ours, theirs in zip(phrase, words, strict=True) if ours != theirs]
    if len(different) != 1:
        return False
    ours, theirs = different[0]
    return min(len(ours), len(theirs)) >= _TYPO_SHORTEST and fuzz.ratio(ours, theirs) >= _TYPO_ALIKE
