"""The routines: which stretches, in which order, and what is said around them."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from skill.knowledge.entries import Entry
from skill.knowledge.names import Names
from skill.knowledge.phrases import CoachingPhrase, Question
from skill.knowledge.sources import Source, sources_of
from skill.knowledge.stretches import Stretch
from skill.voice.speech import Speech

_SLUG = re.compile(r"[a-z][a-z0-9-]*")


class Mood(StrEnum):
    """How a routine sounds."""

    CALM = "calm"
    """Soft and slow, for bed."""
    BRISK = "brisk"
    ACUTE = "acute"
    """For a cramp that is there: its first words are the thing to do."""


@dataclass(frozen=True)
class Step:
    """A stretch in a routine, with its dose there."""

    stretch: Stretch
    seconds: float
    repetitions: int
    rest: float
    support: str | None
    """What the hands are on."""
    first: Speech
    """Said before the stretch's own words."""
    ask: Question | None
    """The question that its end waits for."""

    @property
    def needs(self) -> tuple[CoachingPhrase, ...]:
        """What has to be at hand: in the place of a wall whatever the hands are on."""
        support = CoachingPhrase(self.support.split()[-1]) if self.support else CoachingPhrase.WALL
        return tuple(support if need is CoachingPhrase.WALL else need for need in self.stretch.needs)


@dataclass(frozen=True)
class Routine:
    """One routine."""

    id: str
    title: str
    called: str
    """In a sentence, after "shall we do"."""
    mood: Mood
    remembered: bool
    """Whether it may be remembered that somebody did it."""
    suits: frozenset[str]
    """The things of names.toml that it is for."""
    opening: str | None
    caution: str
    cautions: dict[str, str]
    """What else is said to a group, by its id in names.toml."""
    closing: str
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]
    reviewed: date


def read_routines(
    file: Entry, stretches: dict[str, Stretch], sources: dict[str, Source], names: Names
) -> dict[str, Routine]:
    """The routines of a file, by id."""
    return {entry.id: _routine(entry, stretches, sources, names) for entry in file.tables()}


def single_stretch_routine(stretch: Stretch, caution: str, closing: str) -> Routine:
    """A routine of this stretch and nothing else, with these words before and after it."""
    return Routine(
        id=stretch.id,
        title=stretch.title[0].upper() + stretch.title[1:],
        called=stretch.title,
        mood=Mood.BRISK,
        remembered=False,
        suits=frozenset(),
        opening=None,
        caution=caution,
        cautions={},
        closing=closing,
        steps=(Step(stretch, stretch.seconds, stretch.repetitions, stretch.rest, None, (), None),),
        sources=stretch.sources,
        reviewed=stretch.reviewed,
    )


def _routine(
    entry: Entry, stretches: dict[str, Stretch], sources: dict[str, Source], names: Names
) -> Routine:
    if not _SLUG.fullmatch(entry.id):
        raise entry.fault("title", "the name of a routine is made of small letters, digits and hyphens")
    mood = entry.choice("mood", Mood)
    cautions = entry.table("cautions") if "cautions" in entry.fields else None
    suits = entry.texts("suits") if "suits" in entry.fields else ()
    for field, things in (("suits", suits), ("cautions", cautions.fields if cautions else ())):
        for thing in things:
            if thing not in names.things:
                raise entry.fault(field, f"there is nothing named {thing!r} in names.toml")
    return Routine(
        id=entry.id,
        title=entry.text("title"),
        called=entry.text("called"),
        mood=mood,
        remembered=entry.flag("remembered"),
        suits=frozenset(suits),
        opening=None if mood is Mood.ACUTE else entry.text("opening"),
        caution=entry.text("caution"),
        cautions={group: cautions.text(group) for group in cautions.fields} if cautions else {},
        closing=entry.text("closing"),
        steps=tuple(_step(step, stretches) for step in entry.series("steps")),
        sources=sources_of(entry, sources),
        reviewed=entry.day("reviewed"),
    )


def _step(entry: Entry, stretches: dict[str, Stretch]) -> Step:
    stretch = stretches.get(entry.text("stretch"))
    if stretch is None:
        raise entry.fault("stretch", f"there is no stretch {entry.text('stretch')!r} in stretches.toml")
    return Step(
        stretch=stretch,
        seconds=entry.number("seconds", above=0) if "seconds" in entry.fields else stretch.seconds,
        repetitions=entry.count("repetitions") if "repetitions" in entry.fields else stretch.repetitions,
        rest=entry.number("rest") if "rest" in entry.fields else stretch.rest,
        support=entry.optional_text("support"),
        first=entry.speech("first") if "first" in entry.fields else (),
        ask=entry.choice("ask", Question) if "ask" in entry.fields else None,
    )
