"""The names of things: what people call them, as values of the interaction model's slot types."""

from dataclasses import dataclass
from functools import cached_property

from skill.knowledge.fields import GROUP, THING, Texts
from skill.knowledge.reader import Reader
from skill.voice.words import Words, words_of

GROUP_TYPE = "Group"
"""The slot type of what people say they are: pregnant, older ..."""
ROUTINE_TYPE = "Routine"
STRETCH_TYPE = "Stretch"
ITEM_TYPE = "Item"
"""The slot type of the things that a stretch may need."""


@dataclass(frozen=True)
class Names:
    """The names of all things, by slot type."""

    by_type: dict[str, dict[str, tuple[str, ...]]]
    """The names of each thing, the plainest first, by the slot type and the id of the thing."""

    @cached_property
    def things(self) -> frozenset[str]:
        """The ids of all things."""
        return frozenset(thing for things in self.by_type.values() for thing in things)

    def thing(self, words: Words) -> str | None:
        """Return the id of the thing with this name, whatever its type, or None.

        Alexa may fill a slot with the name of a thing that has another type.
        """
        return self._by_words.get(_key(words))

    @cached_property
    def _by_words(self) -> dict[Words, str]:
        found: dict[Words, str] = {}
        for things in self.by_type.values():
            for thing, names in things.items():
                for name in names:
                    found.setdefault(_key(tuple(words_of(name))), thing)
        return found


def names_file(language: str) -> str:
    """Return the name of the file with the names of a language."""
    return f"{language}/names.toml"


def read_names(reader: Reader, language: str) -> Names:
    """Return the names of a language. The reader knows the ids of the things from here on."""
    file = reader.file(names_file(language))
    tables = {kind: things for kind, things in file.fields.items() if isinstance(things, dict)}
    reader.know(THING, (thing for things in tables.values() for thing in things), file)
    reader.know(GROUP, tables.get(GROUP_TYPE, ()), file)
    read = {kind: reader.value(file, (kind,), dict[str, Texts]) for kind in file.fields}
    return Names({kind: things for kind, things in read.items() if things is not None})


_DETERMINERS = frozenset({"a", "an", "the", "my", "your", "some", "any"})


def _key(words: Words) -> Words:
    return words[1:] if len(words) > 1 and words[0] in _DETERMINERS else words
