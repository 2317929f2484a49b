"""A memory in a database, through SQLAlchemy."""

import logging
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope
from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from skill.memory.away import PATIENCE, MemoryAway
from skill.memory.person_key import person_key

REST = 5.0
"""The seconds for which a database that did not answer is left alone. Requests fail at once meanwhile."""

_PATIENT = {
    "sqlite": {"timeout": PATIENCE},
    # tcp_user_timeout is in milliseconds. It ends a connection whose other end has vanished.
    "postgresql": {"connect_timeout": PATIENCE, "tcp_user_timeout": PATIENCE * 1000},
    "mysql": {"connect_timeout": PATIENCE},
    "mariadb": {"connect_timeout": PATIENCE},
}
"""Database to the arguments of its driver that keep a connection from waiting longer than PATIENCE."""

_METADATA = MetaData()
_PEOPLE = Table(
    "people",
    _METADATA,
    Column("person", String(64), primary_key=True),
    Column("attributes", JSON, nullable=False),
)

logger = logging.getLogger(__name__)


class SqlMemory(AbstractPersistenceAdapter):
    """The attributes of each person, under a hash of the user id.

    Every method raises MemoryAway, after logging it, when the database cannot be reached.
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
        self._rests_until = 0.0
        self._lock = Lock()

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return the attributes that are kept of the person, or an empty dict for a new one."""
        key = person_key(request_envelope)
        if key is None:
            return {}
        with self._connection("read") as connection:
            query = _PEOPLE.select().where(_PEOPLE.c.person == key)
            row = connection.execute(query).one_or_none()
        return dict(row.attributes) if row is not None and isinstance(row.attributes, dict) else {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of the person, in place of those that were kept before."""
        key = person_key(request_envelope)
        if key is None:
            return
        update = _PEOPLE.update().where(_PEOPLE.c.person == key).values(attributes=attributes)
        with self._connection("written") as connection:
            if connection.execute(update).rowcount:
                return
            try:
                with connection.begin_nested():
                    connection.execute(_PEOPLE.insert().values(person=key, attributes=attributes))
            except IntegrityError:  # Another request of the same person was first.
                connection.execute(update)

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete the person's attributes."""
        key = person_key(request_envelope)
        if key is None:
            return
        with self._connection("deleted") as connection:
            connection.execute(_PEOPLE.delete().where(_PEOPLE.c.person == key))

    @contextmanager
    def _connection(self, done: str) -> Iterator[Connection]:
        if time.monotonic() < self._rests_until:
            logger.error("memory is still away, nothing was %s", done)
            raise MemoryAway("memory is away")
        try:
            self._make_ready()
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            self._ready = False  # The database may be an empty one when it comes back.
            self._rests_until = time.monotonic() + REST
            logger.error(
                "memory is away, nothing was %s: %s (see SKILL_DATABASE_URL)", done, type(error).__name__
            )
            raise MemoryAway("memory is away") from None

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
    connect = _PATIENT.get(url.get_backend_name(), {})
    options = {"hide_parameters": True, "pool_timeout": PATIENCE}
    if _in_memory(url):
        # Such a database is gone with its connection, so there is only one, which the threads take in turn.
        one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        return options | one | {"connect_args": connect | {"check_same_thread": False}}
    return options | {"connect_args": connect, "pool_pre_ping": True}


def _limit_statements(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """Have PostgreSQL end a statement that takes longer than PATIENCE, as it does if a table is locked."""
    cursor = connection.cursor()
    cursor.execute(f"SET statement_timeout = '{PATIENCE}s'")
    cursor.close()
    connection.commit()


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and not _in_memory(url):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
