"""The things it can explain, and which of them answers a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skill.knowledge.entries import Entry
from skill.knowledge.names import Names
from skill.knowledge.sources import Source, sources_of


class Aspect(StrEnum):
    """The side of a matter that a question is about. It is asked about a thing, or in general."""

    WHY = "why"
    HELPS = "helps"
    SAFE = "safe"
    FAILS = "fails"
    """What if it does not help?"""
    PREVENT = "prevent"
    WHAT = "what"
    IS_IT = "is_it"
    NAMES = "names"
    """What else a cramp is called."""
    HOW_LONG = "how_long"
    COMMON = "common"
    SERIOUS = "serious"
    TESTS = "tests"
    DOCTOR = "doctor"
    """When to see one."""
    DRINK = "drink"
    EAT = "eat"
    WEAR = "wear"
    WHO = "who"
    """Somebody says who they are, or what their day is like."""
    NOW = "now"
    """A cramp that is there right now."""


@dataclass(frozen=True)
class Topic:
    """One thing that it can explain."""

    id: str
    group: str
    """The name of its file: basics, causes, ..."""
    title: str
    asked: tuple[tuple[Aspect, frozenset[str]], ...]
    """The questions that it answers: what is asked, and the ids of the things that it is asked about."""
    say: str
    """The answer, for the ear."""
    more: str
    """What "tell me more" adds."""
    strength: str
    """How sure anyone is, in spoken words."""
    sources: tuple[Source, ...]
    related: tuple[str, ...]
    """Ids of topics that somebody would ask for next."""
    reviewed: date


@dataclass(frozen=True)
class Topics:
    """All the topics."""

    by_id: dict[str, Topic]

    def find(self, aspect: Aspect, things: Sequence[str] = ()) -> Topic | None:
        """The topic that answers the question: about most of the things, and of those about the first.

        Where none does, the general answer to such a question; without one, what else is known of them.
        """
        general = self.about_exactly(aspect, ()) if aspect is not Aspect.WHY or not things else None
        return self.about_exactly(aspect, things) or general or self._about(things)

    def about_exactly(self, aspect: Aspect, things: Sequence[str]) -> Topic | None:
        """The topic that answers just this, or None."""
        best: tuple[int, int, Topic] | None = None
        for topic in self.by_id.values():
            for asked, about in topic.asked:
                if asked is not aspect or not about <= set(things) or bool(about) != bool(things):
                    continue
                first = -min((things.index(thing) for thing in about), default=0)
                if best is None or (len(about), first) > best[:2]:
                    best = len(about), first, topic
        return best[2] if best else None

    def _about(self, things: Sequence[str]) -> Topic | None:
        found = (self.about_exactly(aspect, (thing,)) for thing in things for aspect in Aspect)
        return next((topic for topic in found if topic), None)


def read_topics(files: Iterable[tuple[str, Entry]], sources: dict[str, Source], names: Names) -> Topics:
    """The topics of some files, each given with its group, in their order."""
    topics: dict[str, Topic] = {}
    entries: dict[str, Entry] = {}
    for group, file in files:
        for entry in file.tables():
            if entry.id in topics:
                raise entry.fault(
                    "title", f"there is a topic {entry.id!r} in {topics[entry.id].group}.toml already"
                )
            entries[entry.id] = entry
            topics[entry.id] = Topic(
                id=entry.id,
                group=group,
                title=entry.text("title"),
                asked=tuple(_question(entry, text, names) for text in entry.texts("asked")),
                say=entry.text("say"),
                more=entry.text("more"),
                strength=entry.text("strength"),
                sources=sources_of(entry, sources),
                related=entry.texts("related"),
                reviewed=entry.day("reviewed"),
            )
    for topic in topics.values():
        for other in topic.related:
            if other not in topics:
                raise entries[topic.id].fault("related", f"there is no topic {other!r}")
    return Topics(topics)


def _question(entry: Entry, text: str, names: Names) -> tuple[Aspect, frozenset[str]]:
    aspect, *things = text.split()
    if aspect not in list(Aspect):
        raise entry.fault("asked", f"{aspect!r} is no question: one of {', '.join(Aspect)} belongs there")
    for thing in things:
        if thing not in names.things:
            raise entry.fault("asked", f"there is nothing named {thing!r} in names.toml")
    return Aspect(aspect), frozenset(things)
