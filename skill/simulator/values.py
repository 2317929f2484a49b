"""The values of a model's slot types, looked for in an utterance."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from skill.interaction.model import SlotValue
from skill.simulator.words import meaning, telling
from skill.voice.words import stem, words_of

# A value of fewer telling words is seen only where it is said word for word.
_LEAST_LOOSE_WORDS = 2
# How many other words may stand between those of a value.
_BETWEEN = 4
# How much less that speaks for it than its own words.
_LOOSE = 0.5


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
class Reading:
    """An utterance in which some slot values were seen."""

    words: tuple[str, ...]
    """Its words, and `{Type}` where a value stands."""
    values: tuple[HeardSlot, ...]
    """Those values, in order."""


class Values:
    """All the values of some slot types."""

    def __init__(
        self, types: Mapping[str, tuple[SlotValue, ...]], phrases: Collection[str], subject: Collection[str]
    ) -> None:
        """`phrases`: types whose values are whole phrases; `subject`: stems of what all is about."""
        self._subject = {meaning(word) for word in subject}
        self._by_words = {name: _by_words(values) for name, values in types.items()}
        self._loosely: dict[frozenset[str], list[tuple[str, SlotValue]]] = {}
        self._longest = max((len(key) for found in self._by_words.values() for key in found), default=0)
        self.telling = {name: _telling_words(values) for name, values in types.items()}
        """Slot type to the stems of the words that tell something in its values."""
        for name, values in types.items():
            if name not in phrases:
                self._add_loosely(name, values)
        self._keys_with = _by_stem(self._loosely)

    def _add_loosely(self, name: str, values: tuple[SlotValue, ...]) -> None:
        for value in values:
            for text in (value.name, *value.synonyms):
                key = frozenset(meaning(word) for word in words_of(text) if telling([word])) - self._subject
                if len(key) >= _LEAST_LOOSE_WORDS and (name, value) not in self._loosely.setdefault(key, []):
                    self._loosely[key].append((name, value))

    def slot(self, slot_type: str, value: str) -> HeardSlot:
        """A slot filled with these words, resolved where the type knows them."""
        found = self._by_words.get(slot_type, {}).get(_key(words_of(value)))
        return HeardSlot(value, found.id if found else None, found.name if found else None, slot_type)

    def seen_in(self, words: Sequence[str]) -> "Seen":
        """All the values that can be seen in an utterance."""
        stems = _key(words)
        places = []
        for start in range(len(stems)):
            for end in range(start + 1, min(start + self._longest, len(stems)) + 1):
                for slot_type, values in self._by_words.items():
                    found = values.get(stems[start:end])
                    if found is not None:
                        said = " ".join(words[start:end])
                        slot = HeardSlot(said, found.id, found.name, slot_type)
                        places.append(_Place(start, end, slot, end - start))
        return Seen(tuple(words), tuple(places), tuple(self._loose_places(words)))

    def _loose_places(self, words: Sequence[str]) -> Iterator["_Place"]:
        """Where a value's telling words stand near each other, in any order, with anything between them."""
        where: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            if telling([word]):
                where.setdefault(meaning(word), []).append(number)
        keys = {key for found in where for key in self._keys_with.get(found, ())}
        for key in sorted(keys, key=lambda key: (-len(key), sorted(key))):
            if not key <= where.keys():
                continue
            span = min(
                (sorted(chosen) for chosen in product(*(where[word] for word in sorted(key)))),
                key=lambda numbers: numbers[-1] - numbers[0],
            )
            if span[-1] - span[0] < len(key) + _BETWEEN:
                said = " ".join(words[span[0] : span[-1] + 1])
                for slot_type, value in self._loosely[key]:
                    slot = HeardSlot(said, value.id, value.name, slot_type)
                    yield _Place(span[0], span[-1] + 1, slot, len(key) - _LOOSE)


@dataclass(frozen=True)
class _Place:
    start: int
    end: int
    slot: HeardSlot
    weight: float
    """How many words speak for it."""


@dataclass(frozen=True)
class Seen:
    """An utterance with every value that can be seen in it, the longest first."""

    words: tuple[str, ...]
    _places: tuple[_Place, ...]
    _loose: tuple[_Place, ...] = ()
    """Values of which only the telling words are there."""

    def filling(self, pattern: Sequence[str]) -> list[HeardSlot] | None:
        """The values that make these words of a sample the whole utterance, or None where none do."""
        return self._filling(pattern, 0)

    def _filling(self, pattern: Sequence[str], start: int) -> list[HeardSlot] | None:
        if not pattern:
            return [] if start == len(self.words) else None
        first, rest = pattern[0], pattern[1:]
        if not first.startswith("{"):
            same = start < len(self.words) and self.words[start] == first
            return self._filling(rest, start + 1) if same else None
        for place in self._places:
            if place.start == start and first == f"{{{place.slot.type}}}":
                others = self._filling(rest, place.end)
                if others is not None:
                    return [place.slot, *others]
        return None

    def read(self, types: Iterable[str]) -> Reading:
        """The utterance with values of these types in it, each word in one of them at most.

        Of two values in the same words, the one of the type that is named first.
        """
        order = list(types)
        chosen: dict[int, _Place] = {}
        taken: set[int] = set()
        for place in sorted(
            (place for place in (*self._places, *self._loose) if place.slot.type in order),
            key=lambda place: (-place.weight, place.start, order.index(place.slot.type)),
        ):
            if taken.isdisjoint(range(place.start, place.end)):
                chosen[place.start] = place
                taken |= set(range(place.start, place.end))
        out: list[str] = []
        at = 0
        while at < len(self.words):
            if at in chosen:
                out.append(f"{{{chosen[at].slot.type}}}")
                at = chosen[at].end
            else:
                out.append(self.words[at])
                at += 1
        return Reading(tuple(out), tuple(chosen[start].slot for start in sorted(chosen)))


def _by_stem(keys: Iterable[frozenset[str]]) -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for key in keys:
        for word in key:
            found.setdefault(word, []).append(key)
    return found


def _telling_words(values: tuple[SlotValue, ...]) -> frozenset[str]:
    return telling(
        [word for value in values for text in (value.name, *value.synonyms) for word in words_of(text)]
    )


def _by_words(values: tuple[SlotValue, ...]) -> dict[tuple[str, ...], SlotValue]:
    found: dict[tuple[str, ...], SlotValue] = {}
    for value in values:
        for spoken in (value.name, *value.synonyms):
            found.setdefault(_key(words_of(spoken)), value)
    return found


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(word) for word in words)
