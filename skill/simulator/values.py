"""The values of slot types, and a search for them in an utterance."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, product

from skill.interaction.model import SlotValue
from skill.simulator.words import FUNCTION_WORDS, content_words, meaning
from skill.voice.words import stem, words_of

_LEAST_SCATTERED = 2
"""The content words that a value needs so that it is also found in scattered words."""

_MOST_BETWEEN = 4
"""The number of other words that may stand between the scattered words of a value."""

_SCATTERED_LESS = 0.5
"""The words by which a scattered value counts less than the same words in a row."""


@dataclass(frozen=True)
class HeardSlot:
    """The words that fill a slot, and the value that they stand for."""

    value: str
    """The words as the person said them."""
    id: str | None
    """The id of the value. It is None if the slot type has no such value."""
    name: str | None
    """The name of the value. It is None if the slot type has no such value."""
    type: str
    """The name of the slot type."""


@dataclass(frozen=True)
class Reading:
    """An utterance in which values of slot types stand in place of the words that name them."""

    words: tuple[str, ...]
    """The words of the utterance, with `{Type}` in place of each value."""
    values: tuple[HeardSlot, ...]
    """The values, in their order."""


class Values:
    """The values of some slot types, indexed by their words."""

    def __init__(
        self,
        types: Mapping[str, tuple[SlotValue, ...]],
        phrase_types: Collection[str],
        common: Collection[str],
    ) -> None:
        """Index the values.

        phrase_types: the types whose values are whole phrases. They are not looked for in scattered words.
        common: stems that are in samples of many intents. A scattered value is not recognised by them.
        """
        self._common = {meaning(word) for word in common}
        self._whole_words = [name for name in types if name not in phrase_types]
        self._spoken = {name: _spoken(values) for name, values in types.items()}
        """Slot type to its values, each with the words of one of its names."""
        self._by_words = {name: _by_words(spoken) for name, spoken in self._spoken.items()}
        self._longest = max((len(key) for found in self._by_words.values() for key in found), default=0)

    @cached_property
    def content_words(self) -> dict[str, frozenset[str]]:
        """Slot type to the stems of the content words of its values."""
        return {
            name: content_words(set(chain.from_iterable(words for _, words in spoken)))
            for name, spoken in self._spoken.items()
        }

    @cached_property
    def _scattered(self) -> dict[frozenset[str], list[tuple[str, SlotValue]]]:
        """The meanings of a value's content words to the slot types and values that have them."""
        found: dict[frozenset[str], list[tuple[str, SlotValue]]] = {}
        for name in self._whole_words:
            for value, words in self._spoken[name]:
                meanings = {meaning(word) for word in words if word not in FUNCTION_WORDS}
                key = frozenset(meanings - self._common)
                if len(key) >= _LEAST_SCATTERED and (name, value) not in found.setdefault(key, []):
                    found[key].append((name, value))
        return found

    @cached_property
    def _keys_with(self) -> dict[str, list[frozenset[str]]]:
        """A meaning to the keys of `_scattered` that have it."""
        return _by_word(self._scattered)

    def slot(self, slot_type: str, value: str) -> HeardSlot:
        """Return a slot of this type, filled with these words and with the value that they name, if any."""
        found = self._by_words.get(slot_type, {}).get(_key(words_of(value)))
        return HeardSlot(value, found.id if found else None, found.name if found else None, slot_type)

    def seen_in(self, words: Sequence[str]) -> "Seen":
        """Find every value in an utterance, overlapping ones as well."""
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
        return Seen(tuple(words), tuple(places), tuple(self._scattered_places(words)))

    def _scattered_places(self, words: Sequence[str]) -> Iterator["_Place"]:
        """Find the values whose content words stand near each other, in any order, other words between."""
        where: dict[str, list[int]] = {}
        for number, word in enumerate(words):
            if content_words([word]):
                where.setdefault(meaning(word), []).append(number)
        keys = {key for found in where for key in self._keys_with.get(found, ())}
        for key in sorted(keys, key=lambda key: (-len(key), sorted(key))):
            if not key <= where.keys():
                continue
            span = min(
                (sorted(chosen) for chosen in product(*(where[word] for word in sorted(key)))),
                key=lambda numbers: numbers[-1] - numbers[0],
            )
            if span[-1] - span[0] < len(key) + _MOST_BETWEEN:
                said = " ".join(words[span[0] : span[-1] + 1])
                for slot_type, value in self._scattered[key]:
                    slot = HeardSlot(said, value.id, value.name, slot_type)
                    yield _Place(span[0], span[-1] + 1, slot, len(key) - _SCATTERED_LESS)


@dataclass(frozen=True)
class _Place:
    """A value's place in an utterance: the words from `start` to before `end`."""

    start: int
    end: int
    slot: HeardSlot
    weight: float
    """The number of words that name the value, less if they are scattered."""


@dataclass(frozen=True)
class Seen:
    """An utterance with every value that was found in it, overlapping ones as well."""

    words: tuple[str, ...]
    _places: tuple[_Place, ...]
    _scattered: tuple[_Place, ...] = ()
    """The values whose content words are scattered over the utterance."""

    def filling(self, pattern: Sequence[str]) -> list[HeardSlot] | None:
        """Return the values that, put into the slots of this pattern, make it the whole utterance.

        The pattern is the words of a sample, with `{Type}` for a slot. None means that the utterance does
        not fit.
        """
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
        """Return the utterance with values of these types in place of their words.

        Where values overlap, the one that more words name is taken, and of two equal ones the one whose type
        comes first in `types`.
        """
        order = list(types)
        chosen: dict[int, _Place] = {}
        taken: set[int] = set()
        for place in sorted(
            (place for place in (*self._places, *self._scattered) if place.slot.type in order),
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


def _by_word(keys: Iterable[frozenset[str]]) -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for key in keys:
        for word in key:
            found.setdefault(word, []).append(key)
    return found


def _spoken(values: Iterable[SlotValue]) -> list[tuple[SlotValue, list[str]]]:
    return [(value, words_of(text)) for value in values for text in (value.name, *value.synonyms)]


def _by_words(spoken: Iterable[tuple[SlotValue, list[str]]]) -> dict[tuple[str, ...], SlotValue]:
    found: dict[tuple[str, ...], SlotValue] = {}
    for value, words in spoken:
        found.setdefault(_key(words), value)
    return found


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(stem, words))
