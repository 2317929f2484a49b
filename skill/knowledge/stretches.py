"""The stretches: how each is done, and what is said while it is."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skill.knowledge.entries import Entry
from skill.knowledge.names import Names
from skill.knowledge.phrases import CoachingPhrase
from skill.knowledge.sources import Source, sources_of
from skill.knowledge.topics import Topics
from skill.voice.speech import Pause, Speech


class Kind(StrEnum):
    """How a stretch goes."""

    HOLD = "hold"
    DYNAMIC = "dynamic"
    """Moved, in its own rhythm."""


class Sides(StrEnum):
    """Which legs it is for."""

    EACH = "each"
    """The right one, then the left one."""
    BOTH = "both"
    ALTERNATE = "alternate"
    NONE = "none"
    ONE = "one"
    """The leg that cramps."""


@dataclass(frozen=True)
class Stretch:
    """One stretch. {side}, {Side}, {other} and {support} stand in its texts for what differs."""

    id: str
    title: str
    kind: Kind
    sides: Sides
    seconds: float
    """Of a hold, or of one repetition."""
    repetitions: int
    """On each side."""
    rest: float
    """Seconds between two holds."""
    setup: str
    brief: str
    """The same as setup in a few words."""
    move: float
    """Seconds that it takes to get there."""
    start: str
    again: str
    """As start, from the second time on."""
    release: str
    half: str | None
    during: tuple[str, ...]
    lead: Speech
    """One repetition aloud: each line is followed by the seconds from its beginning to the next."""
    before: str | None
    """Said before the setup."""
    safety: str | None
    """Said after it."""
    leave_out: str | None
    not_for: frozenset[str]
    """Groups that leave it out."""
    reach: str
    """For whoever cannot reach."""
    needs: tuple[CoachingPhrase, ...]
    without: str | None
    """Id of the stretch in its place where something that it needs is missing."""
    why: str
    """Id of the topic that says why it helps."""
    sources: tuple[Source, ...]
    reviewed: date


def read_stretches(
    file: Entry, sources: dict[str, Source], names: Names, topics: Topics
) -> dict[str, Stretch]:
    """The stretches of a file, by id."""
    entries = file.tables()
    stretches = {entry.id: _stretch(entry, sources) for entry in entries}
    for entry in entries:
        stretch = stretches[entry.id]
        if stretch.without is not None and stretch.without not in stretches:
            raise entry.fault("without", f"there is no stretch {stretch.without!r}")
        if stretch.why not in topics.by_id:
            raise entry.fault("why", f"there is no topic {stretch.why!r}")
        for group in stretch.not_for - names.things:
            raise entry.fault("not_for", f"there is nothing named {group!r} in names.toml")
    return stretches


def _stretch(entry: Entry, sources: dict[str, Source]) -> Stretch:
    kind = entry.choice("kind", Kind)
    start = entry.text("start")
    lead = entry.speech("lead") if "lead" in entry.fields else ()
    if [isinstance(piece, Pause) for piece in lead] != [False, True] * (len(lead) // 2):
        raise entry.fault("lead", "a text and its seconds belong here, in turn")
    return Stretch(
        id=entry.id,
        title=entry.text("title"),
        kind=kind,
        sides=entry.choice("sides", Sides),
        seconds=entry.number("seconds", above=0),
        repetitions=entry.count("repetitions"),
        rest=entry.number("rest") if "rest" in entry.fields else 0,
        setup=entry.text("setup"),
        brief=entry.text("brief"),
        move=entry.number("move"),
        start=start,
        again=entry.text("again") if "again" in entry.fields else start,
        release=entry.text("release"),
        half=entry.optional_text("half"),
        during=entry.texts("during") if kind is Kind.DYNAMIC else (),
        lead=lead,
        before=entry.optional_text("before"),
        safety=entry.optional_text("safety"),
        leave_out=entry.optional_text("leave_out"),
        not_for=frozenset(entry.texts("not_for") if "not_for" in entry.fields else ()),
        reach=entry.text("reach"),
        needs=tuple(map(CoachingPhrase, entry.texts("needs"))) if "needs" in entry.fields else (),
        without=entry.optional_text("without"),
        why=entry.text("why"),
        sources=sources_of(entry, sources),
        reviewed=entry.day("reviewed"),
    )
