"""The content files: TOML documents whose values have places."""

import re
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import tomli

from skill.knowledge.faults import Fault
from skill.knowledge.lines import lines_of
from skill.structures import Path

CONTENT: Traversable = files("skill.content")
"""The folder of the content that is installed."""

_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_END = " (at end of document)"


class ContentFile:
    """A content file as it stands. One that is missing or no TOML is empty, and says so in its fault."""

    def __init__(self, name: str, source: str) -> None:
        """name: the file's path inside of skill/content; source: its text."""
        self.name = name
        self.fields: dict[str, Any] = {}
        """The document: its tables and fields by name."""
        self.unreadable: Fault | None = None
        """The fault for which the document could not be read, if it could not."""
        self._source = source
        try:
            self.fields = tomli.loads(source)
        except tomli.TOMLDecodeError as error:
            self.unreadable = self._syntax_fault(str(error))

    @classmethod
    def read(cls, name: str, folder: Traversable = CONTENT) -> "ContentFile":
        """Return the file of this name in a folder that is laid out like skill/content."""
        try:
            return cls(name, folder.joinpath(name).read_text(encoding="utf-8"))
        except OSError:
            message = "there is no such file"
        except UnicodeDecodeError:
            message = "it is not written in UTF-8"
        file = cls(name, "")
        file.unreadable = Fault(name, 0, "", message)
        return file

    def fault(self, path: Path, message: str) -> Fault:
        """Return a fault of what stands at this path, or of the nearest table where nothing does."""
        return Fault(self.name, self._line(path), self._place(path), message)

    def _line(self, path: Path) -> int:
        there = (path[:length] for length in range(len(path), 0, -1))
        return next((self._lines[each] for each in there if each in self._lines), 1)

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return lines_of(self._source)

    def _place(self, path: Path) -> str:
        """Return the table in brackets, then the field. The tables of a list are numbered from 1."""
        value: Any = self.fields
        table = 0
        for length, key in enumerate(path, 1):
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                break
            if isinstance(value, dict):
                table = length
        names = [str(key + 1) if isinstance(key, int) else key for key in path]
        brackets = f"[{'.'.join(names[:table])}]" if table else ""
        return " ".join([brackets, *names[table : table + 1]]).strip()

    def _syntax_fault(self, message: str) -> Fault:
        if message.endswith(_END):
            last = len(self._source.rstrip().splitlines())
            return Fault(self.name, last, "", message.removesuffix(_END))
        line = _LINE.search(message)
        return Fault(self.name, int(line[1]) if line else 0, "", _LINE.sub("", message))
