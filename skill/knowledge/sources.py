"""The sources: where the facts come from."""

from dataclasses import dataclass
from typing import Annotated

from skill.knowledge.fields import SOURCE, Text
from skill.knowledge.reader import Reader
from skill.structures import Rule


@dataclass(frozen=True)
class Source:
    """A publication that facts come from."""

    title: Text
    publisher: Text
    spoken: Text
    """The name of it as a voice says it, after "that comes from"."""
    address: Text


Sources = Annotated[tuple[Source, ...], Rule(bool, "a list of sources")]
"""At least one source. A content file names each by its id."""


def read_sources(reader: Reader, language: str) -> dict[str, Source]:
    """The sources by id. From here on the reader takes the id of a source for the source."""
    file = reader.file(f"{language}/sources.toml")
    sources = reader.tables(file, Source)
    reader.know(SOURCE, file.fields, file)
    reader.refer(Source, SOURCE, sources)
    return sources
