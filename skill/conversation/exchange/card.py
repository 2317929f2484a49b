"""The card of an answer, in the Alexa app."""

from dataclasses import dataclass, replace
from datetime import date

from skill.knowledge.signs import Sign
from skill.knowledge.sources import Source
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Topic
from skill.voice.limits import MAX_CARD_CHARACTERS
from skill.voice.speech import Speech, text_of


@dataclass(frozen=True)
class Card:
    """A card. Its text ends with a note, which by default says that this is no medical advice."""

    title: str
    text: str | None = None
    """The text of the card; None for the words that are said."""
    strength: str | None = None
    """A sentence on how sure anyone is of the answer; None without one."""
    sources: tuple[Source, ...] = ()
    """The sources, which the card lists at its end."""
    reviewed: date | None = None
    """The day of the content's last review, of which the card shows the month; None to leave it out."""
    note: str = "General information, not medical advice."

    def with_note(self, note: str) -> "Card":
        """Return the same card with another note."""
        return replace(self, note=note)

    def content(self, speech: Speech, emergency_number: str) -> str:
        """Return the text as the app shows it, cut to the characters that the title leaves.

        speech: the speech of the reply, without its question.
        emergency_number: the number that is written in place of {emergency}.
        """
        lines = [self.text or text_of(speech)]
        if self.strength:
            lines.append(self.strength)
        if self.sources:
            named = [f"- {source.title}. {source.publisher}. {source.address}" for source in self.sources]
            lines.append("\n".join(["Sources:", *named]))
        if self.reviewed:
            lines.append(f"Written from these sources in {self.reviewed:%B %Y}; not reviewed by a clinician.")
        content = "\n\n".join([*lines, self.note]).replace("{emergency}", emergency_number)
        return content[: MAX_CARD_CHARACTERS - len(self.title)]


def card_for(answer: Topic | Tip | Sign) -> Card:
    """Return the card of an answer: its title, its sources, and how sure anyone is of a topic or a tip."""
    strength = None if isinstance(answer, Sign) else answer.strength
    return Card(answer.title, None, strength, answer.sources, answer.reviewed)
