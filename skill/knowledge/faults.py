"""Faults of the content, each with its place in the file that a person edits."""

from collections.abc import Iterable
from dataclasses import dataclass

FOLDER = "skill/content"
"""The folder of the content files in a checkout."""


@dataclass(frozen=True, order=True)
class Fault:
    """Something that is wrong in a content file."""

    file: str
    """The file's path inside of skill/content."""
    line: int
    """The number of the line, or 0 if the fault is of the file as a whole."""
    place: str
    """The table and the field, or an empty text."""
    message: str
    """It says what belongs there."""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        where = ", ".join(part for part in (f"{FOLDER}/{self.file}", line, self.place) if part)
        return f"{where}: {self.message}"


class ContentError(ValueError):
    """The content has faults. The message has a line for each of them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))
