"""What is said around the answers: welcomes, questions, farewells."""

from dataclasses import dataclass

from skill.knowledge.entries import Entry
from skill.voice.speech import Speech


@dataclass(frozen=True)
class Asking:
    """A question, as it is spoken."""

    ask: tuple[str, ...]
    """Its wordings, which take turns."""
    reprompt: str | None
    """What is said when nobody answers, if anything."""


@dataclass(frozen=True)
class Phrases:
    """All the phrases of a language."""

    say: dict[str, tuple[str, ...]]
    """Wordings by name, which take turns."""
    cramp: dict[str, Speech]
    """What is spoken, with pauses, to somebody in the middle of a cramp."""
    questions: dict[str, Asking]


def read_phrases(file: Entry) -> Phrases:
    """The phrases of a file."""
    say, cramp, questions = file.table("say"), file.table("cramp"), file.table("questions")
    return Phrases(
        say={name: say.texts(name) for name in say.fields},
        cramp={name: cramp.speech(name) for name in cramp.fields},
        questions={
            name: Asking(
                ask=questions.table(name).texts("ask"),
                reprompt=questions.table(name).text("reprompt")
                if "reprompt" in questions.table(name).fields
                else None,
            )
            for name in questions.fields
        },
    )
