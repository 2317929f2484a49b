"""What it remembers of a person between sessions."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ask_sdk_core.handler_input import HandlerInput

from skill.coach.place import Place
from skill.coach.plan import Pace
from skill.conversation.turn import day_of
from skill.memory.away import MemoryAway

CARRY_ON_WITHIN = timedelta(days=7)


@dataclass
class Unfinished:
    """A routine that somebody was in the middle of."""

    routine: str
    place: Place
    day: date
    """When they were."""


@dataclass
class Person:
    """A person, as memory knows them. One whom memory cannot look up is a new one, and is not stored."""

    welcomed: bool = False
    """Whether they have heard the first welcome."""
    tips: list[str] = field(default_factory=list)
    """Ids of the general tips they have heard, oldest first."""
    disclaimed: bool = False
    """Whether the card of an answer has shown them the disclaimer."""
    pace: Pace = Pace.NORMAL
    """The pace that they asked for last."""
    unfinished: Unfinished | None = None
    finished: dict[str, int] = field(default_factory=dict)
    """How often each routine was done to its end, by its name."""
    straight: bool | None = None
    """Whether they like a routine played straight through; None while they were not asked."""
    failed: date | None = None
    """The day on which their device could not play audio, if it ever could not."""
    known: bool = False
    """Whether anything is kept of them."""
    reachable: bool = True
    """Whether memory could be read."""


def recall(handler_input: HandlerInput) -> Person:
    """The person who is speaking."""
    try:
        kept: dict[str, Any] = handler_input.attributes_manager.persistent_attributes
    except MemoryAway:
        return Person(reachable=False)
    tips = kept.get("tips")
    return Person(
        welcomed=kept.get("welcomed") is True,
        tips=[tip for tip in tips if isinstance(tip, str)] if isinstance(tips, list) else [],
        disclaimed=kept.get("disclaimed") is True,
        pace=Pace.SLOW if kept.get("pace") == Pace.SLOW else Pace.NORMAL,
        unfinished=_unfinished(kept.get("unfinished")),
        finished=_finished(kept.get("finished")),
        straight=kept["straight"] if isinstance(kept.get("straight"), bool) else None,
        failed=_day(kept.get("failed")),
        known=bool(kept),
    )


def unfinished_of(handler_input: HandlerInput) -> Unfinished | None:
    """The routine that the person may carry on with."""
    unfinished = recall(handler_input).unfinished
    if unfinished is None or day_of(handler_input) - unfinished.day > CARRY_ON_WITHIN:
        return None
    return unfinished


def drop_place(handler_input: HandlerInput, routine: str) -> None:
    """This routine is not to be carried on next time."""
    person = recall(handler_input)
    if person.unfinished and person.unfinished.routine == routine:
        person.unfinished = None
        remember(handler_input, person)


def remember(handler_input: HandlerInput, person: Person) -> None:
    """Keep what is known of the person. Where memory is away, it is lost: the answer matters more."""
    if not person.reachable:
        return
    attributes = handler_input.attributes_manager
    attributes.persistent_attributes = {
        "welcomed": person.welcomed,
        "tips": person.tips,
        "disclaimed": person.disclaimed,
        "pace": person.pace.value,
        "unfinished": _written(person.unfinished) if person.unfinished else None,
        "finished": person.finished,
        "straight": person.straight,
        "failed": person.failed.isoformat() if person.failed else None,
    }
    try:
        attributes.save_persistent_attributes()
    except MemoryAway:
        return


def _written(unfinished: Unfinished) -> dict[str, Any]:
    place = unfinished.place
    return {
        "routine": unfinished.routine,
        "place": [place.step, place.side, place.repetition],
        "day": unfinished.day.isoformat(),
    }


def _unfinished(kept: object) -> Unfinished | None:
    if not isinstance(kept, dict):
        return None
    try:
        step, side, repetition = (int(number) for number in kept["place"])
        return Unfinished(
            str(kept["routine"]), Place(step, side, repetition), date.fromisoformat(kept["day"])
        )
    except (KeyError, TypeError, ValueError):
        return None


def _day(kept: object) -> date | None:
    try:
        return date.fromisoformat(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _finished(kept: object) -> dict[str, int]:
    counts = kept.items() if isinstance(kept, dict) else ()
    return {str(routine): count for routine, count in counts if isinstance(count, int)}
