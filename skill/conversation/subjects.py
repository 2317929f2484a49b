"""What somebody speaks of: the things in the slots, and what the person said of themselves."""

from dataclasses import dataclass

from ask_sdk_core.handler_input import HandlerInput

from skill.conversation.turn import session_of, slot_id, slot_words
from skill.knowledge.names import Names
from skill.knowledge.routines import Routine

SLOTS = ("cause", "remedy", "condition", "group", "situation")
"""The slots that name a thing, the most telling first."""
_GROUPS = frozenset({"pregnant", "older"})
"""Those whose warning signs, and whose stretches, differ."""
_MAIN_SLOTS = ("cause", "remedy", "condition")


@dataclass(frozen=True)
class Subjects:
    """The things that were named."""

    things: tuple[str, ...]
    """Their ids in names.toml, the most telling first."""
    unknown: bool
    """Whether something was asked about that has no name there: nothing may be answered in its place."""


def subjects_of(handler_input: HandlerInput, names: Names) -> Subjects:
    """What this request speaks of."""
    things = [thing_in(handler_input, slot, names) for slot in SLOTS]
    unknown = any(
        slot_words(handler_input, slot) and thing is None
        for slot, thing in zip(SLOTS, things, strict=True)
        if slot in _MAIN_SLOTS
    )
    return Subjects(tuple(thing for thing in things if thing), unknown)


def thing_in(handler_input: HandlerInput, slot: str, names: Names) -> str | None:
    """The thing in a slot; Alexa may have filled the slot with a name of another slot type's."""
    found = slot_id(handler_input, slot)
    return found if found in names.things else names.thing(slot_words(handler_input, slot))


def known_of(handler_input: HandlerInput) -> tuple[str, ...]:
    """What the person said of themselves in this session."""
    session = session_of(handler_input)
    return tuple(thing for thing in (session.group, session.situation) if thing)


def group_of(routine: Routine) -> str | None:
    """Who somebody says they are who asks for a routine."""
    return next(iter(routine.suits & _GROUPS), None)


def note_person(handler_input: HandlerInput, names: Names) -> None:
    """Keep who the person said they are, and what their day is like, until the session ends."""
    session = session_of(handler_input)
    session.group = thing_in(handler_input, "group", names) or session.group
    session.situation = thing_in(handler_input, "situation", names) or session.situation
