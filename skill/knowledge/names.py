"""What people call things: the values of the interaction model's slot types."""

from dataclasses import dataclass
from functools import cached_property

from skill.knowledge.entries import Entry
from skill.voice.words import words_of


@dataclass(frozen=True)
class Names:
    """The names of all things, by slot type."""

    by_type: dict[str, dict[str, tuple[str, ...]]]
    """Slot type to the id of a thing to what people call it, the plainest name first."""

    @cached_property
    def things(self) -> frozenset[str]:
        """The ids of all things."""
        return frozenset(thing for things in self.by_type.values() for thing in things)

    def thing(self, words: str) -> str | None:
        """The thing of this name, whatever its type: Alexa may fill a slot with a name of another type."""
        return self._by_words.get(_key(words))

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], str]:
        found: dict[tuple[str, ...], str] = {}
        for things in self.by_type.values():
            for thing, names in things.items():
                for name in names:
                    found.setdefault(_key(name), thing)
        return found


def read_names(file: Entry) -> Names:
    """The names of a file."""
    return Names({kind.id: {thing: kind.texts(thing) for thing in kind.fields} for kind in file.tables()})


_DETERMINERS = frozenset({"a", "an", "the", "my", "your", "some", "any"})


def _key(words: str) -> tuple[str, ...]:
    said = words_of(words)
    return tuple(said[1:] if len(said) > 1 and said[0] in _DETERMINERS else said)
