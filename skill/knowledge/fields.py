"""The fields that tables of the content share: texts, speech, and the ids of what stands elsewhere."""

from dataclasses import dataclass
from typing import Annotated

from skill.structures import Limits, Rule
from skill.voice.speech import Pause, Piece

Text = Annotated[str, Rule(str.strip, "a text")]
"""A text with words in it."""

Texts = Annotated[tuple[Text, ...], Rule(bool, "a list of texts")]
"""A list of at least one text."""

Seconds = Annotated[float, Limits(0)]


@dataclass(frozen=True)
class Reference:
    """An id of something that stands in another table: `Annotated[str, Reference("topic", "topics")]`."""

    kind: str
    """A name for what is referred to."""
    file: str
    """The file or the folder where it stands."""


THING = Reference("thing", "names.toml")
GROUP = Reference("group", "names.toml")
TOPIC = Reference("topic", "topics")
SOURCE = Reference("source", "sources.toml")
STRETCH = Reference("stretch", "stretches.toml")
FINDING = Reference("finding", "signs/findings.toml")

ThingId = Annotated[str, THING]
GroupId = Annotated[str, GROUP]
TopicId = Annotated[str, TOPIC]
StretchId = Annotated[str, STRETCH]


def text_from(value: object) -> str:
    """The value as a text with words in it. Raises ValueError for anything else."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text belongs here")
    return value


def piece_from(value: object) -> Piece:
    """One piece of speech: a text as words, a number as a pause of so many seconds. Raises ValueError."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        return Pause(float(value))
    if isinstance(value, str) and value.strip():
        return value
    raise ValueError("a text or a pause in seconds belongs here")
