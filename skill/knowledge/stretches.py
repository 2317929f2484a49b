"""The stretches: how each is done, and what is said while it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import cycle
from typing import Annotated, Any

from skill.knowledge.fields import STRETCH, GroupId, Seconds, StretchId, Text, TopicId
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources
from skill.structures import Limits, Misfit, Rule
from skill.voice.speech import Pause, Speech

SHORTEST_HOLD = 5
LONGEST_HOLD = 45
"""The limits of a hold in seconds. Three of the longest on one side still fit into one reply."""
LONGEST_NUMBER = 30
"""The highest number that a routine says: [coaching] numbers of phrases.toml has this many."""
MOST_HOLDS = 5
"""The most holds on one side: [coaching] so_often of phrases.toml has this many."""


StretchSeconds = Annotated[float, Rule(lambda seconds: seconds > 0, "a number above 0")]
Repetitions = Annotated[int, Limits(1, LONGEST_NUMBER)]


class Kind(StrEnum):
    """The kinds of stretches."""

    HOLD = "hold"
    DYNAMIC = "dynamic"
    """It is moved, in its own rhythm."""


class Sides(StrEnum):
    """The legs that a stretch is for."""

    EACH = "each"
    """The right one, then the left one."""
    BOTH = "both"
    ALTERNATE = "alternate"
    NONE = "none"
    ONE = "one"
    """The leg that cramps."""


class Thing(StrEnum):
    """The things that a stretch may need. Each is an Item of names.toml."""

    WALL = "wall"
    COUNTER = "counter"
    CHAIR = "chair"
    TOWEL = "towel"
    STOOL = "stool"


def _in_turn(lead: Speech) -> bool:
    return len(lead) % 2 == 0 and all(
        isinstance(piece, Pause) is pause for piece, pause in zip(lead, cycle([False, True]), strict=False)
    )


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """One stretch. {side}, {Side}, {other} and {support} stand in its texts for what differs."""

    id: str
    title: Text
    kind: Kind
    sides: Sides
    seconds: StretchSeconds
    """The length of a hold, or of one repetition."""
    repetitions: Repetitions
    """The number of repetitions on each side."""
    rest: Seconds = 0.0
    """The seconds between two holds."""
    setup: Text
    """The words that lead into position."""
    brief: Text
    """The same in a few words."""
    move: Seconds
    """The seconds that it takes to get into position."""
    start: Text
    """The last words before the hold or the set."""
    again: Text
    """The same from the second hold on. In a content file it may be left out where it does not differ."""
    release: Text
    """The words that end a hold or a set."""
    half: Text | None = None
    """The words half-way through a set."""
    during: tuple[Text, ...] = ()
    """The other lines in a set, in turn. A hold has those of phrases.toml."""
    lead: Annotated[Speech, Rule(_in_turn, "a text and its seconds, in turn,")] = ()
    """One repetition aloud: each line is followed by the seconds from its beginning to that of the next."""
    before: Text | None = None
    """The words before the setup."""
    safety: Text | None = None
    """The words after the setup."""
    leave_out: Text | None = None
    """The words that say for whom it is not."""
    not_for: frozenset[GroupId] = frozenset()
    """The ids of the groups that leave it out."""
    reach: Text
    """The words for a person who cannot reach."""
    needs: tuple[Thing, ...] = ()
    without: StretchId | None = None
    """The id of the stretch in its place where something that it needs is missing."""
    why: TopicId
    """The id of the topic that says why it helps."""
    sources: Sources
    reviewed: date


def read_stretches(reader: Reader, language: str) -> dict[str, Stretch]:
    """The stretches by id. From here on the reader takes the id of a stretch for the stretch."""
    file = reader.file(f"{language}/stretches.toml")
    reader.know(STRETCH, file.fields, file)
    reader.complete(Stretch, _completed)
    stretches = reader.tables(file, Stretch, _rules)
    reader.refer(Stretch, STRETCH, stretches)
    return stretches


def dose_rules(kind: Kind, seconds: float, repetitions: int, longest: int = LONGEST_HOLD) -> Iterator[Misfit]:
    """What is wrong with the seconds and the repetitions of a hold."""
    if kind is Kind.HOLD:
        if not SHORTEST_HOLD <= seconds <= longest:
            yield Misfit(("seconds",), f"a hold takes {SHORTEST_HOLD} to {longest} seconds")
        if repetitions > MOST_HOLDS:
            yield Misfit(("repetitions",), f"a stretch is held {MOST_HOLDS} times at most on each side")


def _completed(table: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"again": table["start"], **table} if "start" in table else table


def _rules(stretch: Stretch) -> Iterator[Misfit]:
    # The seconds are said as a number when a person asks how it is done.
    yield from dose_rules(stretch.kind, stretch.seconds, stretch.repetitions, LONGEST_NUMBER)
    if stretch.kind is Kind.HOLD:
        for field in ("half", "during", "lead"):
            if getattr(stretch, field):
                yield Misfit((field,), "nothing says this in a hold")
        return
    if not stretch.during:
        yield Misfit(("during",), "is missing: the lines that are said in a set belong here")
    if stretch.again != stretch.start:
        yield Misfit(("again",), "nothing says this in a set, which starts once")
    if stretch.rest:
        yield Misfit(("rest",), "nothing waits for this in a set, which starts once")
