"""A memory in a database, through SQLAlchemy."""

import time
import weakref
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from ask_sdk_model import RequestEnvelope
from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from skill.memory.away import PATIENCE, away
from skill.memory.deadline import Deadline
from skill.memory.memory import Memory
from skill.memory.person_key import person_key

THREADS = 8
"""The number of threads that may be waiting for the database at a time."""
_CONNECTING = 2
"""The seconds after which an attempt to connect is given up. The driver of PostgreSQL knows no fewer."""
_PATIENT: dict[str, dict[str, Any]] = {
    "sqlite": {"timeout": PATIENCE},
    # tcp_user_timeout is in milliseconds. It ends a connection whose other end has vanished.
    "postgresql": {"connect_timeout": _CONNECTING, "tcp_user_timeout": _CONNECTING * 1000},
    "mysql": {"connect_timeout": _CONNECTING},
    "mariadb": {"connect_timeout": _CONNECTING},
}
"""Database to the arguments of its driver that end an attempt to connect."""

_METADATA = MetaData()
_PEOPLE = Table(
    "people",
    _METADATA,
    Column("person", String(64), primary_key=True),
    Column("attributes", JSON, nullable=False),
)

Work = Callable[[Connection], Any]
"""A function that uses a connection. Done twice, it does the same as once."""


class SqlMemory(Memory):
    """The attributes of each person, under a hash of the user id.

    Every method raises MemoryAway when the database does not answer within PATIENCE. A driver may wait longer
    for a server that is away, so it is called in another thread.
    """

    def __init__(self, database_url: str) -> None:
        """Take a URL as SQLAlchemy writes it. Raises ValueError for one that it cannot use.

        The first request connects to the database, so the skill starts even if it is away.
        """
        try:
            url = make_url(database_url)
            self._engine = create_engine(url, **_options(url))
        except (SQLAlchemyError, ImportError) as error:
            raise ValueError(
                f"SKILL_DATABASE_URL cannot be used: {error}. Write it like sqlite:////folder/file; "
                "other databases need their driver installed."
            ) from None
        if url.get_backend_name() == "postgresql":
            event.listen(self._engine, "connect", _limit_statements)
        # Drivers complain of connections that are left to the garbage collector.
        weakref.finalize(self, self._engine.dispose)
        self._url = url
        self._ready = False
        self._lock = Lock()
        self._deadline = Deadline(THREADS)

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return the attributes that are kept of the person, or an empty dict for a new one."""
        key = person_key(request_envelope)
        if key is None:
            return {}
        query = _PEOPLE.select().where(_PEOPLE.c.person == key)
        row = self._do("read", lambda connection: connection.execute(query).one_or_none())
        return dict(row.attributes) if row is not None and isinstance(row.attributes, dict) else {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of the person, in place of those that were kept before."""
        key = person_key(request_envelope)
        if key is None:
            return
        update = _PEOPLE.update().where(_PEOPLE.c.person == key).values(attributes=attributes)
        insert = _PEOPLE.insert().values(person=key, attributes=attributes)

        def save(connection: Connection) -> None:
            if connection.execute(update).rowcount:
                return
            try:
                connection.execute(insert)
            except IntegrityError:  # Another request of the same person was first.
                connection.execute(update)

        self._do("written", save)

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of a person of whom something is kept."""
        key = person_key(request_envelope)
        if key is None:
            return
        update = _PEOPLE.update().where(_PEOPLE.c.person == key).values(attributes=attributes)
        self._do("written", lambda connection: connection.execute(update))

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete the person's attributes."""
        key = person_key(request_envelope)
        if key is None:
            return
        delete = _PEOPLE.delete().where(_PEOPLE.c.person == key)
        self._do("deleted", lambda connection: connection.execute(delete))

    def _do(self, done: str, work: Work) -> Any:
        """Return the result of the work, which is not begun any more once PATIENCE has run out.

        done: as for `away`.
        """
        ends = time.monotonic() + PATIENCE

        def work_in_time() -> Any:
            self._make_ready()
            with self._engine.connect() as connection:
                if time.monotonic() > ends:
                    raise TimeoutError("connecting took too long")
                return work(connection)

        def work_again_after_a_lost_connection() -> Any:
            try:
                return work_in_time()
            except DBAPIError as error:
                # The server was started anew, perhaps. The pool has dropped its connections.
                if not error.connection_invalidated:
                    raise
                return work_in_time()

        try:
            return self._deadline.keep(work_again_after_a_lost_connection, PATIENCE)
        except (SQLAlchemyError, OSError) as error:
            self._ready = False  # The database may be an empty one when it comes back.
            raise away(done, error) from None

    def _make_ready(self) -> None:
        if self._ready:
            return
        if not self._lock.acquire(timeout=PATIENCE):
            raise TimeoutError("another request is waiting for the database")
        try:
            if not self._ready:
                _make_folder(self._url)
                _METADATA.create_all(self._engine)
                self._ready = True
        finally:
            self._lock.release()


def _in_memory(url: URL) -> bool:
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def _options(url: URL) -> dict[str, Any]:
    """Return the engine's options, which limit waiting and keep what is stored out of errors and logs."""
    options: dict[str, Any] = {
        "hide_parameters": True,
        # Each statement is a transaction of its own, so a read is one question to the server, and one answer.
        "isolation_level": "AUTOCOMMIT",
        "pool_timeout": PATIENCE,
        "connect_args": {**_PATIENT.get(url.get_backend_name(), {})},
    }
    if _in_memory(url):
        # Such a database is gone with its connection, so there is only one, which the threads take in turn.
        options |= {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        options["connect_args"]["check_same_thread"] = False
    return options


def _limit_statements(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Have PostgreSQL end a statement that takes longer than PATIENCE, as it does if a table is locked."""
    cursor = connection.cursor()
    cursor.execute(f"SET statement_timeout = '{PATIENCE * 1000:.0f}ms'")
    cursor.close()
    connection.commit()


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and not _in_memory(url):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
