"""Which fields of a dataclass say nothing, because they have their default."""

from dataclasses import MISSING, fields, is_dataclass
from typing import Any


def at_their_default(value: Any, within: str = "") -> list[str]:
    """The fields of a dataclass, and of every dataclass in it, that have their default."""
    found = []
    for each in fields(value):
        held, name = getattr(value, each.name), f"{within}{each.name}"
        if is_dataclass(held):
            found += at_their_default(held, f"{name}.")
        elif held == (each.default if each.default_factory is MISSING else each.default_factory()):
            found.append(name)
    return found
