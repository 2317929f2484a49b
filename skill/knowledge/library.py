"""All that is known in one language, loaded once."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from skill.knowledge.emergency import EmergencyNumbers, read_emergency_numbers
from skill.knowledge.entries import read_file
from skill.knowledge.findings import read_findings
from skill.knowledge.names import Names, read_names
from skill.knowledge.phrases import Phrases, read_phrases
from skill.knowledge.routines import Routine, read_routines
from skill.knowledge.signs import Level, Sign, Signs, read_signs
from skill.knowledge.sources import read_sources
from skill.knowledge.stretches import Stretch, read_stretches
from skill.knowledge.tips import Tip, read_tips
from skill.knowledge.topics import Topic, Topics, read_topics

GROUPS = ("basics", "causes", "now", "later", "prevention", "myths", "groups", "differences")
"""The groups of topics: a file each."""


@dataclass(frozen=True)
class Library:
    """All that is known in one language."""

    names: Names
    topics: Topics
    signs: Signs
    tips: dict[str, Tip]
    """Tips in the order in which a person hears them."""
    stretches: dict[str, Stretch]
    routines: dict[str, Routine]
    """By name, in the order in which they are listed."""
    phrases: Phrases
    emergency_numbers: EmergencyNumbers

    def answer(self, id_: str) -> Topic | Tip | Sign | None:
        """The topic, tip or sign of this id."""
        return self.topics.by_id.get(id_) or self.tips.get(id_) or self.signs.by_id.get(id_)

    def routine_for(self, things: Collection[str]) -> Routine | None:
        """The routine that suits these things, by their ids in names.toml.

        Who somebody is says more than where they are: those come first that leave no trace.
        """
        fitting = [routine for routine in self.routines.values() if not routine.suits.isdisjoint(things)]
        return min(fitting, key=lambda routine: routine.remembered, default=None)

    def called(self, id_: str) -> str | None:
        """What a routine or a stretch is called in a sentence."""
        if id_ in self.routines:
            return self.routines[id_].called
        return self.stretches[id_].title if id_ in self.stretches else None


@cache
def load_library(language: str = "en") -> Library:
    """The content of a language. Raises ContentError, naming file, line and field, when it is broken."""
    sources = read_sources(read_file(f"{language}/sources.toml"))
    names = read_names(read_file(f"{language}/names.toml"))
    topics = [(group, read_file(f"{language}/topics/{group}.toml")) for group in GROUPS]
    signs = [(level, read_file(f"{language}/signs/{level.name.lower()}.toml")) for level in reversed(Level)]
    known = read_topics(topics, sources, names)
    stretches = read_stretches(read_file(f"{language}/stretches.toml"), sources, names, known)
    return Library(
        names=names,
        topics=known,
        signs=read_signs(signs, read_findings(read_file(f"{language}/signs/findings.toml")), sources),
        tips=read_tips(read_file(f"{language}/tips.toml"), sources, names),
        stretches=stretches,
        routines=read_routines(read_file(f"{language}/routines.toml"), stretches, sources, names),
        phrases=read_phrases(read_file(f"{language}/phrases.toml")),
        emergency_numbers=read_emergency_numbers(read_file("emergency.toml")),
    )
