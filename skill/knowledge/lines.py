"""The lines of a TOML document, on which its values stand."""

import re

import tomli

from skill.structures import Path

_SKIPPED = re.compile(r"(?:[\s,]|#[^\n]*)*")
_HEADER = re.compile(r"\[\[?")
_BARE_KEY = r"[A-Za-z0-9_-]+"
_BASIC = r'"(?:[^"\\\n]|\\.)*"'
_LITERAL = r"'[^'\n]*'"
_KEY = re.compile(rf"{_BARE_KEY}|{_BASIC}|{_LITERAL}")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})|' + r"'''.*?'''(?:'{0,2})|" + f"{_BASIC}|{_LITERAL}", re.DOTALL
)
_PLAIN = re.compile(r"[^,\]}#\n]+")


def lines_of(source: str) -> dict[Path, int]:
    """Return the line of each table, key and list item of a TOML document, which must be valid.

    tomli says of errors only where they stand.
    """
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._lines: dict[Path, int] = {}
        self._members: dict[Path, int] = {}
        """The number of tables that each list of tables has so far."""

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self._skip() < len(self._source):
            if self._source[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
        return self._lines

    def _header(self) -> Path:
        brackets = self._take(_HEADER)
        line = self._line()
        self._skip()
        *outer, name = self._keys()
        path: Path = ()
        for key in outer:
            path = self._last_member((*path, key))
            self._lines.setdefault(path, line)
        path = (*path, name)
        self._lines.setdefault(path, line)
        if brackets == "[[":
            self._members[path] = self._members.get(path, 0) + 1
            path = self._last_member(path)
        self._lines.setdefault(path, line)
        self._at = self._source.index("]", self._at) + len(brackets)
        return path

    def _last_member(self, path: Path) -> Path:
        return (*path, self._members[path] - 1) if path in self._members else path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._take(_EQUALS)
        self._value(path)

    def _value(self, path: Path) -> None:
        match self._source[self._at]:
            case "[":
                self._at += 1
                number = 0
                while self._source[self._skip()] != "]":
                    self._lines[(*path, number)] = self._line()
                    self._value((*path, number))
                    number += 1
                self._at += 1
            case "{":
                self._at += 1
                while self._source[self._skip()] != "}":
                    self._pair(path)
                self._at += 1
            case '"' | "'":
                self._take(_STRING)
            case _:
                self._take(_PLAIN)

    def _keys(self) -> list[str]:
        keys = [self._key()]
        while _DOT.match(self._source, self._at):
            self._take(_DOT)
            keys.append(self._key())
        return keys

    def _key(self) -> str:
        written = self._take(_KEY)
        return next(iter(tomli.loads(f"{written} = 0")))

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._source, self._at)
        assert match is not None, f"no valid TOML at character {self._at}"
        self._at = match.end()
        return match[0]

    def _skip(self) -> int:
        self._take(_SKIPPED)
        return self._at

    def _line(self) -> int:
        return self._source.count("\n", 0, self._at) + 1
