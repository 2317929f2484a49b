"""All that is known in one language, loaded once."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from skill.knowledge.emergency import EmergencyNumbers, read_emergency_numbers
from skill.knowledge.faults import ContentError
from skill.knowledge.names import Names, read_names
from skill.knowledge.phrases import Phrases, read_phrases
from skill.knowledge.reader import Reader
from skill.knowledge.routines import Routine, read_routines
from skill.knowledge.signs import Sign, Signs, read_signs
from skill.knowledge.sources import read_sources
from skill.knowledge.stretches import Stretch, read_stretches
from skill.knowledge.tips import Tip, read_tips
from skill.knowledge.topics import Topic, Topics, read_topics


@dataclass(frozen=True)
class Library:
    """All that is known in one language."""

    names: Names
    topics: Topics
    signs: Signs
    tips: dict[str, Tip]
    """The tips by id, in the order in which a person hears them."""
    stretches: dict[str, Stretch]
    routines: dict[str, Routine]
    """The routines by id, in the order in which they are listed."""
    phrases: Phrases
    emergency_numbers: EmergencyNumbers

    def answer(self, id_: str) -> Topic | Tip | Sign | None:
        """The topic, tip or sign of this id, or None."""
        return self.topics.by_id.get(id_) or self.tips.get(id_) or self.signs.by_id.get(id_)

    def routine_for(self, things: Collection[str]) -> Routine | None:
        """The routine that suits these things, by their ids in names.toml, or None.

        A routine for a group comes before one for a situation. Those for groups are the ones that memory
        does not keep.
        """
        fitting = [routine for routine in self.routines.values() if not routine.suits.isdisjoint(things)]
        return min(fitting, key=lambda routine: routine.remembered, default=None)

    def called(self, id_: str) -> str | None:
        """The name of a routine or a stretch in a sentence, or None if there is neither."""
        if id_ in self.routines:
            return self.routines[id_].called
        return self.stretches[id_].title if id_ in self.stretches else None


@cache
def load_library(language: str = "en") -> Library:
    """The content of a language. Raises ContentError with every fault in its files."""
    reader = Reader()
    library = read_library(reader, language)
    if reader.faults:
        raise ContentError(reader.faults)
    return library


def read_library(reader: Reader, language: str = "en") -> Library:
    """What can be read of the content of a language. The reader has the faults of the rest."""
    # The later ones refer to the earlier ones.
    read_sources(reader, language)
    names = read_names(reader, language)
    topics = read_topics(reader, language)
    stretches = read_stretches(reader, language)
    return Library(
        names=names,
        topics=topics,
        signs=read_signs(reader, language),
        tips=read_tips(reader, language),
        stretches=stretches,
        routines=read_routines(reader, language, stretches),
        phrases=read_phrases(reader, language),
        emergency_numbers=read_emergency_numbers(reader),
    )
