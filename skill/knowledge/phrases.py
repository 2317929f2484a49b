"""What is said around the answers: welcomes, questions, farewells."""

from dataclasses import dataclass

from skill.knowledge.entries import Entry


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
    coaching: dict[str, tuple[str, ...]]
    """What a routine says besides its stretches' own words; lists are said in turn."""
    playing: dict[str, tuple[str, ...]]
    """What takes the place of some of them in audio, where nobody is listened to."""
    questions: dict[str, Asking]


def read_phrases(file: Entry) -> Phrases:
    """The phrases of a file."""
    say, questions = file.table("say"), file.table("questions")
    coaching, playing = file.table("coaching"), file.table("playing")
    return Phrases(
        say={name: say.texts(name) for name in say.fields},
        coaching={name: coaching.texts(name) for name in coaching.fields},
        playing={name: playing.texts(name) for name in playing.fields},
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
