"""A memory in a SQLite file, through Python's own driver."""

import json
import os
import sqlite3
import time
import weakref
from collections import deque
from pathlib import Path
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.memory.away import PATIENCE, MemoryAway, away
from skill.memory.memory import Memory
from skill.memory.person_key import person_key

LOOK_EVERY = 1.0
"""The seconds after which it is looked again if the open file is still the one at its path."""
SYNCHRONOUS = "NORMAL"
"""The waits for the disk. With NORMAL a file with a log stays whole in a power cut; at most the last changes
are lost."""
_PAUSE = 0.01
"""The seconds between two attempts to set up a file that other processes are setting up too."""

_TABLE = """CREATE TABLE IF NOT EXISTS people
    (person VARCHAR(64) NOT NULL, attributes JSON NOT NULL, PRIMARY KEY (person))"""
_READ = "SELECT attributes FROM people WHERE person = ?"
_WRITE = """INSERT INTO people (person, attributes) VALUES (?, ?)
    ON CONFLICT (person) DO UPDATE SET attributes = excluded.attributes"""
_REPLACE = "UPDATE people SET attributes = ? WHERE person = ?"
_DELETE = "DELETE FROM people WHERE person = ?"
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


class _Connection(sqlite3.Connection):
    """A connection that knows where it was opened."""

    origin: tuple[int, object]
    """The process, and the file as `_identity` tells it."""


class SqliteMemory(Memory):
    """The attributes of each person as a JSON text, under a hash of the user id.

    The file has a write-ahead log, so that a reader waits for nobody and a writer only for another writer.
    Every method raises MemoryAway when the file cannot be used, or stays locked for
    PATIENCE. `SqlMemory` reads and writes the same table.
    """

    def __init__(self, file: Path) -> None:
        """file: the path of the database, which the first use makes, with its folder."""
        self._file = file
        self._there: object = None
        """The identity of the file at the path, when it was looked at last."""
        self._looks_again = 0.0
        self._log_is_to_be_emptied = False
        """True if the log may still hold what was deleted."""
        self._idle: deque[_Connection] = deque()
        """The connections that no thread is using, the one that was used last at the end."""
        self._inherited: list[_Connection] = []
        """The connections of the process that this one was forked from."""
        weakref.finalize(self, _close, self._idle)

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return the attributes that are kept of the person, or an empty dict for a new one."""
        key = person_key(request_envelope)
        rows = self._run("read", (_READ, (key,))) if key else []
        return _attributes(rows[0][0]) if rows else {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of the person, in place of those that were kept before."""
        key = person_key(request_envelope)
        if key:
            self._run("written", (_WRITE, (key, json.dumps(attributes))))

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of a person of whom something is kept."""
        key = person_key(request_envelope)
        if key:
            self._run("written", (_REPLACE, (json.dumps(attributes), key)))

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete the person's attributes, from the write-ahead log too, which holds earlier ones."""
        key = person_key(request_envelope)
        if key:
            self._run("deleted", (_DELETE, (key,)))
            self._empty_log()

    def _empty_log(self) -> None:
        """Empty the write-ahead log. If a reader is in the way, it is tried again later, at the next look."""
        self._log_is_to_be_emptied = False
        try:
            ((is_busy, _, _),) = self._run("deleted", (_EMPTY_LOG, ()))
        except MemoryAway:
            is_busy = True
        self._log_is_to_be_emptied = bool(is_busy)

    def _run(self, done: str, *statements: tuple[str, tuple[str, ...]]) -> list[Any]:
        """Run statements, each of which is a transaction of its own, and return the rows of the last one."""
        if self._log_is_to_be_emptied and time.monotonic() >= self._looks_again:
            self._empty_log()
        connection = None
        rows: list[Any] = []
        try:
            connection = self._take()
            for statement, values in statements:
                rows = connection.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            # The next use opens the file anew: it may be another one by then, or lack the table.
            if connection is not None:
                connection.close()
            _close(self._idle)
            raise away(done, error) from None
        self._idle.append(connection)
        return rows

    def _take(self) -> _Connection:
        """Return an idle connection of this process to the file at the path, or else a new one."""
        now = time.monotonic()
        if now >= self._looks_again:
            self._looks_again = now + LOOK_EVERY
            self._there = _identity(self._file)
        process = os.getpid()
        try:
            while (connection := self._idle.pop()).origin != (process, self._there):
                if connection.origin[0] == process:
                    connection.close()
                else:
                    # To close it would take the locks of the other process away.
                    self._inherited.append(connection)
        except IndexError:
            return self._open()
        return connection

    def _open(self) -> _Connection:
        # An attempt may wait for PATIENCE itself, and is the last one then.
        ends = time.monotonic() + PATIENCE / 2
        self._file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self._file, PATIENCE, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        try:
            while not _set_up(connection, ends):
                time.sleep(_PAUSE)
        except sqlite3.Error:
            connection.close()
            raise
        self._there = _identity(self._file)
        connection.origin = os.getpid(), self._there
        return connection


def _set_up(connection: sqlite3.Connection, ends: float) -> bool:
    """Prepare a new connection. Return False if another process was in the way and it is to be tried again.

    ends: the moment of time.monotonic() from which on it is not tried again.
    """
    try:
        connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
        if not _has_log(connection):
            connection.execute("PRAGMA synchronous = FULL")
        # What is deleted or replaced is overwritten with zeros, in a time too short to be measured.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(_TABLE)
    except sqlite3.OperationalError as error:
        # Two that set up a new file at once would wait for each other, so SQLite refuses one without a wait.
        if time.monotonic() > ends or _code(error) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def _has_log(connection: sqlite3.Connection) -> bool:
    """Have the file use a write-ahead log. Return False where it cannot, as in a folder that is read only."""
    try:
        ((mode,),) = connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if _code(error) != sqlite3.SQLITE_READONLY:
            raise
        return False
    return bool(mode == "wal")


def _code(error: sqlite3.Error) -> int:
    """Return SQLite's code for an error, without the details that its higher bits tell."""
    return error.sqlite_errorcode & 0xFF


def _identity(file: Path) -> object:
    """Return what tells a file from a later one at the same path; None without a file."""
    try:
        found = os.stat(file)  # noqa: PTH116 - this is in the way of every request
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _attributes(text: object) -> dict[str, Any]:
    """Return the attributes in a JSON text; for any other one none."""
    try:
        attributes = json.loads(text) if isinstance(text, str) else None
    except ValueError:
        attributes = None
    return attributes if isinstance(attributes, dict) else {}


def _close(idle: deque[_Connection]) -> None:
    """Close the connections of this process. Another thread may take one meanwhile."""
    while idle:
        try:
            connection = idle.pop()
        except IndexError:
            return
        if connection.origin[0] == os.getpid():
            connection.close()
