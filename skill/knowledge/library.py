"""All that is known in one language, loaded once."""

from dataclasses import dataclass

from skill.knowledge.emergency import EmergencyNumbers, read_emergency_numbers
from skill.knowledge.entries import read_file
from skill.knowledge.phrases import Phrases, read_phrases
from skill.knowledge.topics import Source, Topic, read_sources, read_topics, sources_of
from skill.voice.speech import Speech


@dataclass(frozen=True)
class SpokenRoutine:
    """A routine as written speech, in parts that each fit into one reply."""

    title: str
    sources: tuple[Source, ...]
    parts: tuple[Speech, ...]


@dataclass(frozen=True)
class Library:
    """All that is known in one language."""

    topics: dict[str, Topic]
    tips: dict[str, Topic]
    """General tips, in the order in which a person hears them."""
    bedtime: SpokenRoutine
    phrases: Phrases
    emergency_numbers: EmergencyNumbers


def load_library(language: str = "en") -> Library:
    """The content of a language. Raises ContentError, naming file, line and field, when it is broken."""
    sources = read_sources(read_file(f"{language}/sources.toml"))
    bedtime = read_file(f"{language}/bedtime-in-bed.toml")
    return Library(
        topics=read_topics(read_file(f"{language}/topics.toml"), sources),
        tips=read_topics(read_file(f"{language}/tips.toml"), sources),
        bedtime=SpokenRoutine(
            title=bedtime.text("title"),
            sources=sources_of(bedtime, sources),
            parts=tuple(part.speech("lines") for part in bedtime.series("parts")),
        ),
        phrases=read_phrases(read_file(f"{language}/phrases.toml")),
        emergency_numbers=read_emergency_numbers(read_file("emergency.toml")),
    )
