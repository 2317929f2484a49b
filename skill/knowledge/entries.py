"""Reading one content file: TOML whose every field is checked, with faults that say where they are."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any, TypeVar

from skill.voice.speech import Pause, Speech

T = TypeVar("T")
C = TypeVar("C", bound=StrEnum)


class ContentError(ValueError):
    """A fault in a content file. The message names file, line and field, and says what belongs there."""


@dataclass(frozen=True)
class Entry:
    """One table of a content file."""

    file: str
    """Its path inside `skill/content/`."""
    id: str
    """The table's name, dotted where tables nest; empty for the whole file."""
    fields: dict[str, Any]
    _source: str

    def text(self, field: str) -> str:
        """A string that is not empty."""
        return self._read(field, _as_text, "a text")

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of at least one string."""
        return self._read(field, _as_texts, "a list of texts")

    def day(self, field: str) -> date:
        """A date."""
        return self._read(field, lambda value: value if isinstance(value, date) else None, "a date")

    def optional_text(self, field: str) -> str | None:
        """A string that is not empty, or None where the field is missing."""
        return self.text(field) if field in self.fields else None

    def number(self, field: str, *, above: float | None = None) -> float:
        """A number, from 0 or above another one."""
        expected = "a number, from 0" if above is None else f"a number above {above:g}"
        return self._read(field, lambda value: _as_number(value, above), expected)

    def count(self, field: str) -> int:
        """A whole number, from 1."""
        return self._read(field, _as_count, "a whole number, from 1,")

    def flag(self, field: str) -> bool:
        """True or false."""
        return self._read(field, lambda value: value if isinstance(value, bool) else None, "true or false")

    def choice(self, field: str, choices: type[C]) -> C:
        """One of these words."""
        words = ", ".join(choices)
        return self._read(
            field, lambda value: choices(value) if value in list(choices) else None, f"one of {words}"
        )

    def speech(self, field: str) -> Speech:
        """A list of words, and pauses as a number of seconds."""
        return self._read(field, _as_speech, "a list of texts and of pauses in seconds")

    def table(self, field: str) -> "Entry":
        """The table under this name."""
        fields = self._read(field, lambda value: value if isinstance(value, dict) else None, "a table")
        return self._inner(field, fields)

    def tables(self) -> list["Entry"]:
        """All the tables in it. Anything else in it is a fault."""
        return [self.table(name) for name in self.fields]

    def series(self, field: str) -> list["Entry"]:
        """A list of tables, numbered from 1."""
        members = self._read(field, _as_tables, "a list of tables")
        return [self._inner(f"{field}.{number}", member) for number, member in enumerate(members, 1)]

    def fault(self, field: str, what: str) -> ContentError:
        """The error that says what is wrong with a field."""
        place = f"[{self.id}] {field}" if self.id else field
        return ContentError(f"{self.file}, line {self._line(field)}, {place}: {what}")

    def _inner(self, name: str, fields: dict[str, Any]) -> "Entry":
        return Entry(self.file, f"{self.id}.{name}" if self.id else name, fields, self._source)

    def _read(self, field: str, read: Callable[[Any], T | None], expected: str) -> T:
        if field not in self.fields:
            raise self.fault(field, f"is missing: {expected} belongs here")
        value = read(self.fields[field])
        if value is None:
            raise self.fault(field, f"{expected} belongs here")
        return value

    def _line(self, field: str) -> int:
        """The line of the field, else of its table. TOML parsers do not say, so it is looked for."""
        lines = self._source.splitlines()
        table = self._table_line(lines)
        for number, line in enumerate(lines[table:], table + 1):
            if re.match(rf"\s*{re.escape(field)}\s*=", line):
                return number
            if line.startswith("["):
                break
        return table or 1

    def _table_line(self, lines: list[str]) -> int:
        """The line of the table's header, 0 where it has none. The tables of a list share one name."""
        name, _, index = self.id.rpartition(".")
        in_list = index.isdigit()
        header = re.compile(rf"\s*\[+{re.escape(name if in_list else self.id)}\]+\s*(#.*)?")
        headers = [number for number, line in enumerate(lines, 1) if header.fullmatch(line)]
        return headers[min(int(index) if in_list else 1, len(headers)) - 1] if headers else 0


def read_file(name: str) -> Entry:
    """A content file as one entry without an id. Raises ContentError when it is missing or not TOML."""
    try:
        source = files("skill.content").joinpath(name).read_text(encoding="utf-8")
    except OSError:
        raise ContentError(f"{name}: there is no such file in skill/content") from None
    return parse_file(name, source)


def parse_file(name: str, source: str) -> Entry:
    """As read_file, from the file's text."""
    try:
        fields = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{name}: {error}") from None
    return Entry(name, "", fields, source)


def _as_text(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _as_texts(value: Any) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not value or any(_as_text(item) is None for item in value):
        return None
    return tuple(value)


def _as_number(value: Any, above: float | None) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    in_range = value >= 0 if above is None else value > above
    return float(value) if in_range else None


def _as_count(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _as_tables(value: Any) -> list[dict[str, Any]] | None:
    if not isinstance(value, list) or not value or not all(isinstance(item, dict) for item in value):
        return None
    return value


def _as_speech(value: Any) -> Speech | None:
    if not isinstance(value, list) or not value:
        return None
    pieces: list[str | Pause] = []
    for item in value:
        if isinstance(item, int | float) and not isinstance(item, bool) and item > 0:
            pieces.append(Pause(float(item)))
        elif (text := _as_text(item)) is not None:
            pieces.append(text)
        else:
            return None
    return tuple(pieces)
