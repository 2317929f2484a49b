"""The topics that the coach can explain, and the one that answers a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, NamedTuple

from skill.knowledge.fields import THING, TOPIC, Text, TopicId, text_from
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources
from skill.structures import Misfit, Rule

GROUPS = ("basics", "causes", "now", "later", "prevention", "myths", "groups", "differences")
"""The groups of topics, each of which has a file."""


class Aspect(StrEnum):
    """The side of a matter that a question is about. It is asked about a thing, or in general."""

    WHY = "why"
    HELPS = "helps"
    SAFE = "safe"
    FAILS = "fails"
    """A remedy does not help."""
    PREVENT = "prevent"
    WHAT = "what"
    IS_IT = "is_it"
    NAMES = "names"
    """The other names of a cramp."""
    HOW_LONG = "how_long"
    COMMON = "common"
    SERIOUS = "serious"
    TESTS = "tests"
    DOCTOR = "doctor"
    """The time to see a doctor."""
    DRINK = "drink"
    EAT = "eat"
    WEAR = "wear"
    WHO = "who"
    """A person tells of a group or a situation that is theirs."""
    NOW = "now"
    """A cramp is there right now."""


class Inquiry(NamedTuple):
    """A question that a topic answers. In a content file it is written as "why night"."""

    aspect: Aspect
    things: frozenset[str]
    """The ids of the things that it is asked about; none in a general question."""


@dataclass(frozen=True, kw_only=True)
class Topic:
    """One thing that the coach can explain."""

    id: str
    group: str
    """The name of the file that the topic stands in: basics, causes ..."""
    title: Text
    asked: Annotated[tuple[Inquiry, ...], Rule(bool, "a list of questions")]
    """The questions that it answers."""
    say: Text
    """The answer."""
    more: Text
    """The words that "tell me more" adds."""
    strength: Text
    """The certainty of it, in spoken words."""
    sources: Sources
    related: Annotated[tuple[TopicId, ...], Rule(bool, "a list of topics")]
    """The ids of topics that a person may ask for next."""
    reviewed: date


@dataclass(frozen=True)
class Topics:
    """All the topics."""

    by_id: dict[str, Topic]

    def find(self, aspect: Aspect, things: Sequence[str] = ()) -> Topic | None:
        """Return the topic that answers the question: about most of the things, and of those about the first.

        Without such a topic it is the general answer, and without one any topic about one of the things.
        """
        general = self.about_exactly(aspect, ()) if aspect is not Aspect.WHY or not things else None
        return self.about_exactly(aspect, things) or general or self._about(things)

    def about_exactly(self, aspect: Aspect, things: Sequence[str]) -> Topic | None:
        """Return the topic that answers this question and no wider one, or None."""
        best: tuple[int, int, Topic] | None = None
        named = set(things)
        for about, topic in self._by_aspect.get(aspect, ()):
            if not about <= named or bool(about) != bool(named):
                continue
            first = -min((things.index(thing) for thing in about), default=0)
            if best is None or (len(about), first) > best[:2]:
                best = len(about), first, topic
        return best[2] if best else None

    @cached_property
    def _by_aspect(self) -> dict[Aspect, list[tuple[frozenset[str], Topic]]]:
        """Aspect to the things that are asked about together, each with the topic that answers it."""
        found: dict[Aspect, list[tuple[frozenset[str], Topic]]] = {}
        for topic in self.by_id.values():
            for aspect, about in topic.asked:
                found.setdefault(aspect, []).append((about, topic))
        return found

    def _about(self, things: Sequence[str]) -> Topic | None:
        found = (self.about_exactly(aspect, (thing,)) for thing in things for aspect in Aspect)
        return next((topic for topic in found if topic), None)


def topic_file(group: str, language: str) -> str:
    """Return the name of the file with the topics of a group."""
    return f"{language}/topics/{group}.toml"


def read_topics(reader: Reader, language: str) -> Topics:
    """Return the topics in the order of their files. The reader knows their ids from here on."""
    files = {group: reader.file(topic_file(group, language)) for group in GROUPS}
    reader.know(TOPIC, (name for file in files.values() for name in file.fields), *files.values())
    reader.hook(Inquiry, lambda value: _inquiry(text_from(value), reader))
    topics: dict[str, Topic] = {}

    def rules(topic: Topic) -> Iterator[Misfit]:
        if topic.id in topics:
            yield Misfit(
                (), f"there is a topic of this name in {topic_file(topics[topic.id].group, language)} already"
            )

    for group, file in files.items():
        topics |= reader.tables(file, Topic, rules, group=group)
    return Topics(topics)


def _inquiry(text: str, reader: Reader) -> Inquiry:
    aspect, *things = text.split()
    if aspect not in list(Aspect):
        raise ValueError(f"{aspect!r} is no question: one of {', '.join(Aspect)} belongs here")
    return Inquiry(Aspect(aspect), frozenset(reader.known(THING, thing) for thing in things))
