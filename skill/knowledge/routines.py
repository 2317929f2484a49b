"""The routines: which stretches, in which order, and what is said around them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from skill.knowledge.fields import GroupId, Seconds, Text, ThingId
from skill.knowledge.phrases import Question
from skill.knowledge.reader import Reader
from skill.knowledge.sources import Sources
from skill.knowledge.stretches import Kind, Repetitions, Stretch, StretchSeconds, Thing, dose_rules
from skill.structures import Misfit, Rule
from skill.voice.speech import Speech

_SLUG = re.compile(r"[a-z][a-z0-9-]*")
_ANY_DOSE = {"seconds": 10.0, "repetitions": 1, "rest": 0.0}
"""The dose of a stretch that could not be read: then its own faults are told, and not those of the step."""


class Mood(StrEnum):
    """The ways in which a routine sounds."""

    CALM = "calm"
    """Soft and slow, for bed."""
    BRISK = "brisk"
    ACUTE = "acute"
    """For a cramp that is there: its first words are the thing to do."""


def _thing_in(support: str) -> str:
    return support.split()[-1]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A stretch in a routine. A dose that a content file leaves out is the stretch's own."""

    stretch: Stretch
    seconds: StretchSeconds
    repetitions: Repetitions
    rest: Seconds
    support: (
        Annotated[Text, Rule(lambda text: _thing_in(text) in list(Thing), 'a thing like "the wall"')] | None
    ) = None
    """The thing that the hands are on."""
    first: Speech = ()
    """The words before those of the stretch."""
    ask: Question | None = None
    """The question that the end of the step waits for."""

    @property
    def needs(self) -> tuple[Thing, ...]:
        """The things that have to be at hand. The thing that the hands are on takes the place of a wall."""
        support = Thing(_thing_in(self.support)) if self.support else Thing.WALL
        return tuple(support if need is Thing.WALL else need for need in self.stretch.needs)


@dataclass(frozen=True, kw_only=True)
class Routine:
    """One routine."""

    id: Annotated[str, Rule(_SLUG.fullmatch, "a name of small letters, digits and hyphens")]
    title: Text
    called: Text
    """The name of it in a sentence, after "shall we do"."""
    mood: Mood
    remembered: bool
    """True if memory may keep that somebody did it."""
    suits: frozenset[ThingId] = frozenset()
    """The ids of the things that it is for."""
    opening: Text | None = None
    """The first words. A routine for a cramp has none."""
    caution: Text
    """The words before the first stretch, which are said even when the opening is skipped."""
    cautions: dict[GroupId, Text] = field(default_factory=dict)
    """The further cautions for groups, by the id of the group."""
    closing: Text
    steps: Annotated[tuple[Step, ...], Rule(bool, "a list of steps")]
    sources: Sources
    reviewed: date


def read_routines(reader: Reader, language: str, stretches: Mapping[str, Stretch]) -> dict[str, Routine]:
    """The routines by id, in the order in which they are listed."""

    def completed(step: Mapping[str, Any]) -> Mapping[str, Any]:
        stretch = stretches.get(str(step.get("stretch")))
        dose = {name: getattr(stretch, name) for name in _ANY_DOSE} if stretch else _ANY_DOSE
        return {**dose, **step}

    reader.complete(Step, completed)
    return reader.tables(reader.file(f"{language}/routines.toml"), Routine, _rules)


def single_stretch_routine(stretch: Stretch, caution: str, closing: str) -> Routine:
    """A routine of this stretch alone, with these words before and after it."""
    step = Step(stretch=stretch, seconds=stretch.seconds, repetitions=stretch.repetitions, rest=stretch.rest)
    return Routine(
        id=stretch.id,
        title=stretch.title[0].upper() + stretch.title[1:],
        called=stretch.title,
        mood=Mood.BRISK,
        remembered=False,
        caution=caution,
        closing=closing,
        steps=(step,),
        sources=stretch.sources,
        reviewed=stretch.reviewed,
    )


def _rules(routine: Routine) -> Iterator[Misfit]:
    if routine.mood is Mood.ACUTE and routine.opening:
        yield Misfit(("opening",), "nothing says this in a cramp: the first words are the thing to do")
    if routine.mood is not Mood.ACUTE and not routine.opening:
        yield Misfit(("opening",), "is missing: a text belongs here")
    for number, step in enumerate(routine.steps):
        misfits = list(dose_rules(step.stretch.kind, step.seconds, step.repetitions))
        if step.rest and step.stretch.kind is Kind.DYNAMIC:
            misfits.append(Misfit(("rest",), "nothing waits for this in a set, which starts once"))
        yield from (Misfit(("steps", number, *misfit.path), misfit.message) for misfit in misfits)
