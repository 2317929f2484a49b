"""A memory in a SQLite file: its log, its locks, several processes, and a file that vanishes or is broken."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from sqlalchemy import create_engine, text

from skill.memory import sqlite
from skill.memory.away import PATIENCE, MemoryAway
from skill.memory.opening import open_memory
from skill.memory.sqlite import SqliteMemory
from tests.household import USER, request_by

KEPT = {"welcomed": True}
WORKERS, TIMES = 4, 200
NOBODY = 65534
LONG = 2.0
"""Seconds that PATIENCE takes on no machine, however busy. Without it SQLite's driver waits for five."""
FORK = multiprocessing.get_context("fork")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite3"


@pytest.fixture
def memory(file: Path) -> SqliteMemory:
    """A memory that keeps KEPT of USER."""
    memory = SqliteMemory(file)
    memory.save_attributes(request_by(USER), KEPT)
    return memory


@pytest.fixture
def looks_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every use look if the file is still there, so that the test need not wait."""
    monkeypatch.setattr(sqlite, "LOOK_EVERY", 0.0)


@contextmanager
def begun(file: Path, transaction: str) -> Iterator[sqlite3.Connection]:
    """A transaction that another connection has begun."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute(f"BEGIN {transaction}")
    try:
        yield other
    finally:
        other.close()


def everything_in(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.iterdir())


def test_the_url_of_a_file_means_this_memory(file: Path) -> None:
    assert isinstance(open_memory(f"sqlite:///{file}"), SqliteMemory)
    with pytest.raises(ValueError, match="SKILL_DATABASE_URL"):
        open_memory(f"sqlite:///{file}?timeout=1")


def test_nothing_is_opened_before_the_first_use(file: Path) -> None:
    memory = SqliteMemory(file)
    assert not file.exists()
    assert memory.get_attributes(request_by(USER)) == {}
    assert file.exists()


def test_a_file_of_the_first_version_is_read_and_written(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TABLE people "
                "(person VARCHAR(64) NOT NULL, attributes JSON NOT NULL, PRIMARY KEY (person))"
            )
        )
        key = "f" * 64
        row = {"key": key, "attributes": '{"tips": []}'}
        connection.execute(text("INSERT INTO people VALUES (:key, :attributes)"), row)
    engine.dispose()
    SqliteMemory(file).save_attributes(request_by(USER), KEPT)
    with sqlite3.connect(file) as connection_:
        assert dict(connection_.execute("SELECT person, attributes FROM people"))[key] == '{"tips": []}'
    connection_.close()
    assert SqliteMemory(file).get_attributes(request_by(USER)) == KEPT


def test_the_log_is_written_ahead(memory: SqliteMemory, file: Path) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("transaction", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_reader_waits_for_no_writer_and_a_writer_no_longer_than_it_has_patience(
    transaction: str, memory: SqliteMemory, file: Path
) -> None:
    with begun(file, transaction):
        assert memory.get_attributes(request_by(USER)) == KEPT
        began = time.monotonic()
        with pytest.raises(MemoryAway):
            memory.save_attributes(request_by(USER), {})
        assert PATIENCE / 2 < time.monotonic() - began < LONG
    memory.save_attributes(request_by(USER), {"welcomed": False})
    assert memory.get_attributes(request_by(USER)) == {"welcomed": False}


def test_a_file_that_is_locked_before_the_first_use_is_used_when_it_is_free(file: Path) -> None:
    with begun(file, "EXCLUSIVE") as other:
        other.execute("CREATE TABLE other (number)")
        memory = SqliteMemory(file)
        began = time.monotonic()
        with pytest.raises(MemoryAway):
            memory.get_attributes(request_by(USER))
        assert time.monotonic() - began < LONG
        other.commit()
    assert memory.get_attributes(request_by(USER)) == {}


def test_what_is_deleted_or_replaced_is_not_left_in_the_files(memory: SqliteMemory, file: Path) -> None:
    person = request_by(USER)
    for word in ("earlier", "latest"):
        memory.save_attributes(person, {"unfinished": word})
        assert word.encode() in everything_in(file.parent)
    memory.delete_attributes(person)
    assert not any(word in everything_in(file.parent) for word in (b"earlier", b"latest"))


def test_a_person_is_deleted_while_another_connection_reads(memory: SqliteMemory, file: Path) -> None:
    with begun(file, "DEFERRED") as other:
        other.execute("SELECT * FROM people").fetchall()
        memory.delete_attributes(request_by(USER))
    assert memory.get_attributes(request_by(USER)) == {}


@pytest.mark.usefixtures("looks_each_time")
def test_what_is_deleted_while_another_connection_reads_leaves_the_files_at_the_next_use(
    memory: SqliteMemory, file: Path
) -> None:
    memory.save_attributes(request_by(USER), {"unfinished": "earlier"})
    with begun(file, "DEFERRED") as other:
        other.execute("SELECT * FROM people").fetchall()
        memory.delete_attributes(request_by(USER))
        assert b"earlier" in everything_in(file.parent)
    assert memory.get_attributes(request_by("amzn1.ask.account.OTHER")) == {}
    assert b"earlier" not in everything_in(file.parent)


@pytest.mark.usefixtures("looks_each_time")
@pytest.mark.parametrize("put_back", ["nothing", "an empty file", "an older file"])
def test_a_file_that_vanished_is_made_again_and_the_one_that_is_put_back_is_used(
    put_back: str, memory: SqliteMemory, file: Path
) -> None:
    older = file.parent / "older"
    with sqlite3.connect(older) as connection, sqlite3.connect(file) as now:
        now.backup(connection)
    connection.close()
    now.close()
    memory.save_attributes(request_by(USER), {"welcomed": "later"})
    for each in file.parent.glob("memory.sqlite3*"):
        each.unlink()
    if put_back == "an empty file":
        file.touch()
    elif put_back == "an older file":
        older.rename(file)
    assert memory.get_attributes(request_by(USER)) == (KEPT if put_back == "an older file" else {})
    memory.save_attributes(request_by(USER), {"welcomed": "again"})
    assert SqliteMemory(file).get_attributes(request_by(USER)) == {"welcomed": "again"}


@pytest.mark.usefixtures("looks_each_time")
def test_a_folder_that_vanished_is_made_again(tmp_path: Path) -> None:
    memory = SqliteMemory(tmp_path / "folder" / "memory.sqlite3")
    memory.save_attributes(request_by(USER), KEPT)
    shutil.rmtree(tmp_path / "folder")
    assert memory.get_attributes(request_by(USER)) == {}
    memory.save_attributes(request_by(USER), KEPT)
    assert memory.get_attributes(request_by(USER)) == KEPT


@pytest.mark.usefixtures("looks_each_time")
def test_a_file_that_is_no_database_is_away_until_it_is_one(memory: SqliteMemory, file: Path) -> None:
    for each in file.parent.iterdir():
        each.unlink()
    file.write_bytes(b"my left knee hurts" * 1000)
    for _ in range(2):
        with pytest.raises(MemoryAway, match="DatabaseError") as raised:
            memory.get_attributes(request_by(USER))
        assert "knee" not in str(raised.value)
    file.unlink()
    assert memory.get_attributes(request_by(USER)) == {}


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from skill.memory.away import MemoryAway
from skill.memory.sqlite import SqliteMemory
from tests.household import USER, request_by
memory = SqliteMemory(Path(sys.argv[1]))
before = memory.get_attributes(request_by(USER))
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
try:
    memory.save_attributes(request_by(USER), {"welcomed": "full"})
except MemoryAway:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert memory.get_attributes(request_by(USER)) == before
    memory.save_attributes(request_by(USER), {"welcomed": "room again"})
"""


def test_a_full_disk_is_said_so_and_is_written_when_there_is_room(memory: SqliteMemory, file: Path) -> None:
    subprocess.run([sys.executable, "-c", _ON_A_FULL_DISK, str(file)], check=True)
    assert memory.get_attributes(request_by(USER)) == {"welcomed": "room again"}


def _read_without_the_right_to_write(file: Path) -> None:
    """Exits with 1 when it cannot read, or can write. Root may write everywhere, so it becomes nobody."""
    if os.getuid() == 0:
        os.seteuid(NOBODY)
    memory = SqliteMemory(file)
    if memory.get_attributes(request_by(USER)) != KEPT:
        sys.exit(1)
    try:
        memory.save_attributes(request_by(USER), {})
    except MemoryAway:
        return
    sys.exit(1)


def test_a_file_in_a_folder_that_is_read_only_is_read_without_a_log() -> None:
    # Outside of pytest's folder, which is closed to other users.
    with TemporaryDirectory(prefix="coach-read-only-") as folder:
        file = Path(folder) / "memory.sqlite3"
        SqliteMemory(file).save_attributes(request_by(USER), KEPT)
        with sqlite3.connect(file) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        file.chmod(0o444)
        Path(folder).chmod(0o555)
        reader = FORK.Process(target=_read_without_the_right_to_write, args=(file,))
        reader.start()
        reader.join(60)
        Path(folder).chmod(0o755)
        assert reader.exitcode == 0


def test_threads_that_come_and_go_share_a_few_connections(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 10.0)
    memory = SqliteMemory(file)
    wrong: list[object] = []

    def use(number: int) -> None:
        person = request_by(f"person {number}")
        for count in range(20):
            memory.save_attributes(person, {"count": count})
            if memory.get_attributes(person) != {"count": count}:
                wrong.append(number)

    for _ in range(5):
        threads = [Thread(target=use, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert len(memory._idle) <= 8


def _work(memory: SqliteMemory, worker: int) -> None:
    """Exits with 1 when anything that it wrote is not read again, or memory was away."""
    own, shared = request_by(f"worker {worker}"), request_by(USER)
    for count in range(TIMES):
        memory.save_attributes(own, {"count": count})
        memory.save_attributes(shared, {"by": worker})
        if memory.get_attributes(own) != {"count": count}:
            sys.exit(1)
        if memory.get_attributes(shared)["by"] not in range(WORKERS):
            sys.exit(1)


@pytest.mark.parametrize("is_used_before", [False, True])
def test_processes_that_are_forked_from_one_lose_nothing(
    file: Path, is_used_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 10.0)
    memory = SqliteMemory(file)
    if is_used_before:
        memory.save_attributes(request_by(USER), {"by": 0})
    processes = [FORK.Process(target=_work, args=(memory, worker)) for worker in range(WORKERS)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * WORKERS
    for worker in range(WORKERS):
        assert memory.get_attributes(request_by(f"worker {worker}")) == {"count": TIMES - 1}
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
