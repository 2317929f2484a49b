"""The things it can explain, each with its sources."""

from dataclasses import dataclass
from datetime import date

from skill.knowledge.entries import Entry


@dataclass(frozen=True)
class Source:
    """Where a fact comes from."""

    title: str
    publisher: str
    address: str


@dataclass(frozen=True)
class Topic:
    """One thing that it can explain."""

    id: str
    title: str
    say: str
    """The answer, for the ear."""
    strength: str
    """How sure anyone is, in spoken words."""
    sources: tuple[Source, ...]
    reviewed: date


def read_sources(file: Entry) -> dict[str, Source]:
    """Sources by id."""
    return {
        entry.id: Source(entry.text("title"), entry.text("publisher"), entry.text("address"))
        for entry in file.tables()
    }


def read_topics(file: Entry, sources: dict[str, Source]) -> dict[str, Topic]:
    """Topics by id, in the file's order."""
    return {
        entry.id: Topic(
            id=entry.id,
            title=entry.text("title"),
            say=entry.text("say"),
            strength=entry.text("strength"),
            sources=sources_of(entry, sources),
            reviewed=entry.day("reviewed"),
        )
        for entry in file.tables()
    }


def sources_of(entry: Entry, sources: dict[str, Source]) -> tuple[Source, ...]:
    """What the entry's `sources` names."""
    named = entry.texts("sources")
    for name in named:
        if name not in sources:
            raise entry.fault("sources", f"there is no source {name!r} in sources.toml")
    return tuple(sources[name] for name in named)
