"""The store's page: what Amazon shows of the skill, and tells its testers."""

from dataclasses import dataclass

from skill.knowledge.faults import ContentError
from skill.knowledge.fields import Text, Texts
from skill.knowledge.reader import Reader


@dataclass(frozen=True)
class Store:
    """The texts of the store's page."""

    name: Text
    summary: Text
    description: Text
    example_phrases: Texts
    keywords: Texts
    testing_instructions: Text


def read_store(reader: Reader, language: str) -> Store | None:
    """The store's page in a language, or None if its file is broken."""
    return reader.value(reader.file(f"{language}/store.toml"), (), Store)


def load_store(language: str) -> Store:
    """The store's page in a language. Raises ContentError with every fault in its file."""
    reader = Reader()
    store = read_store(reader, language)
    if store is None:
        raise ContentError(reader.faults)
    return store
