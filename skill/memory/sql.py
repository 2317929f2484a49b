"""Memory in a database, through SQLAlchemy."""

import hashlib
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
from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from skill.memory.away import MemoryAway

PATIENCE = 2
"""Seconds to wait for a database, to connect or for a lock: Alexa waits 8 for the whole answer."""

REST = 5.0
"""Seconds that a database which did not answer is left alone, so that nobody waits for it in vain."""

_PATIENT = {
    "sqlite": {"timeout": PATIENCE},
    "postgresql": {"connect_timeout": PATIENCE},
    "mysql": {"connect_timeout": PATIENCE},
    "mariadb": {"connect_timeout": PATIENCE},
}

_METADATA = MetaData()
_PEOPLE = Table(
    "people",
    _METADATA,
    Column("person", String(64), primary_key=True),
    Column("attributes", JSON, nullable=False),
)

logger = logging.getLogger(__name__)


class SqlMemory(AbstractPersistenceAdapter):
    """What is kept of each person, under a hash of the user id.

    Every method raises MemoryAway, after logging it, when the database cannot be reached.
    """

    def __init__(self, database_url: str) -> None:
        """A URL as SQLAlchemy writes it. Raises ValueError for one that it cannot use.

        The database is first touched by the first request, so that one that is away delays no start.
        """
        try:
            url = make_url(database_url)
            self._engine = create_engine(url, **_options(url))
        except (SQLAlchemyError, ImportError) as error:
            raise ValueError(
                f"SKILL_DATABASE_URL cannot be used: {error}. Write it like sqlite:////folder/file; "
                "other databases need their driver installed."
            ) from None
        # Connections are not left to the garbage collector, which drivers complain of.
        weakref.finalize(self, self._engine.dispose)
        self._url = url
        self._ready = False
        self._rests_until = 0.0
        self._lock = Lock()

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """What is kept of the person, or an empty dict for a new one."""
        key = _key(request_envelope)
        if key is None:
            return {}
        with self._connection("read") as connection:
            query = _PEOPLE.select().where(_PEOPLE.c.person == key)
            row = connection.execute(query).one_or_none()
        return dict(row.attributes) if row is not None and isinstance(row.attributes, dict) else {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep this of the person, in place of what was kept before."""
        key = _key(request_envelope)
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
        """Keep nothing of the person any more."""
        key = _key(request_envelope)
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
            self._ready = False  # It may come back as an empty database.
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
    """Engine options: never wait longer than PATIENCE, and keep what is stored out of errors and logs."""
    connect = _PATIENT.get(url.get_backend_name(), {})
    options = {"hide_parameters": True, "pool_timeout": PATIENCE}
    if _in_memory(url):
        # It is gone with its connection, so there is one, which the threads take in turn.
        one = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        return options | one | {"connect_args": connect | {"check_same_thread": False}}
    return options | {"connect_args": connect, "pool_pre_ping": True}


def _make_folder(url: URL) -> None:
    if url.get_backend_name() == "sqlite" and not _in_memory(url):
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)


def _key(request_envelope: RequestEnvelope) -> str | None:
    """The hash of the user id: it cannot be turned back, and no other skill's data can be joined to it."""
    context = request_envelope.context
    user = context.system.user if context and context.system else None
    if user is None or not user.user_id:
        return None
    return hashlib.sha256(user.user_id.encode("utf-8", "surrogatepass")).hexdigest()
