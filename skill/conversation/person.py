"""What it remembers of a person between sessions."""

from dataclasses import dataclass, field
from typing import Any

from ask_sdk_core.handler_input import HandlerInput

from skill.memory.away import MemoryAway


@dataclass
class Person:
    """A person, as memory knows them. One whom memory cannot look up is a new one, and is not stored."""

    welcomed: bool = False
    """Whether they have heard the first welcome."""
    tips: list[str] = field(default_factory=list)
    """Ids of the general tips they have heard, oldest first."""
    disclaimed: bool = False
    """Whether the card of an answer has shown them the disclaimer."""
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
    )


def remember(handler_input: HandlerInput, person: Person) -> None:
    """Keep what is known of the person. Where memory is away, it is lost: the answer matters more."""
    if not person.reachable:
        return
    attributes = handler_input.attributes_manager
    attributes.persistent_attributes = {
        "welcomed": person.welcomed,
        "tips": person.tips,
        "disclaimed": person.disclaimed,
    }
    try:
        attributes.save_persistent_attributes()
    except MemoryAway:
        return
