"""Where the facts come from."""

from dataclasses import dataclass

from skill.knowledge.entries import Entry


@dataclass(frozen=True)
class Source:
    """Where a fact comes from."""

    title: str
    publisher: str
    spoken: str
    """What a voice calls it, after "that comes from"."""
    address: str


def read_sources(file: Entry) -> dict[str, Source]:
    """Sources by id."""
    return {
        entry.id: Source(
            title=entry.text("title"),
            publisher=entry.text("publisher"),
            spoken=entry.text("spoken"),
            address=entry.text("address"),
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
