"""The memory that a database URL means."""

from pathlib import Path

from skill.memory.memory import Memory

_FILE = "sqlite:///"
"""The beginning of the URL of a SQLite file, before its path: an absolute one makes it four slashes."""
_WITHOUT_FILE = ("sqlite://", "sqlite:///", "sqlite:///:memory:")
"""The URLs of a database that ends with its process."""


def open_memory(database_url: str) -> Memory:
    """Return the memory in the database of a URL, written as SQLAlchemy writes it.

    Raise ValueError for a URL that cannot be used. The database itself is opened by the first request, so the
    skill starts even if it is away, and a process that forks before that shares no connection.
    """
    # Each import waits until it is needed: SQLAlchemy takes a tenth of a second to load, SQLite a fiftieth.
    if database_url in _WITHOUT_FILE:
        from skill.memory.passing import PassingMemory

        return PassingMemory()
    if database_url.startswith(_FILE):
        if "?" in database_url:
            raise ValueError(
                f"SKILL_DATABASE_URL cannot be used: a SQLite file has no options. Write {_FILE}PATH alone."
            )
        from skill.memory.sqlite import SqliteMemory

        return SqliteMemory(Path(database_url.removeprefix(_FILE)))
    try:
        from skill.memory.sql import SqlMemory
    except ImportError as error:
        raise ValueError(
            f"SKILL_DATABASE_URL cannot be used: {error}. Anything but a SQLite file needs SQLAlchemy and a "
            'driver: pip install -e ".[postgresql]", or pip install sqlalchemy and the driver of another one.'
        ) from None
    return SqlMemory(database_url)
