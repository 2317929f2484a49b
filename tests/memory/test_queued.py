"""Changes that wait in a queue, so that an answer to somebody in danger does not wait for the database."""

import gc
import importlib.util
import socket
import sqlite3
import subprocess
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread, active_count
from typing import Any

import pytest
from ask_sdk_model import RequestEnvelope

from skill.memory import queued
from skill.memory.away import PATIENCE, REST, MemoryAway
from skill.memory.memory import Memory
from skill.memory.none import NoMemory
from skill.memory.opening import open_memory
from skill.memory.person_key import person_key
from skill.memory.queued import PERSISTENCE, QueuedMemory
from tests.household import USER, request_by
from tests.web.servers import free_port

BOUND = 0.05
"""Seconds within which a caller goes on, usually: a busy machine may take longer once."""
OTHER = "amzn1.ask.account.OTHER"


def nothing_unfinished(kept: dict[str, Any]) -> dict[str, Any] | None:
    """What is asked of the memory when somebody is in danger."""
    return kept | {"unfinished": None} if kept.get("unfinished") else None


def add(number: int) -> queued.Change:
    return lambda kept: kept | {"numbers": [*kept.get("numbers", []), number]}


ADD_ONE = add(1)


def seconds_to_change(
    memory: QueuedMemory, user: str = USER, change: queued.Change = ADD_ONE, wait: float = queued.WAIT
) -> float:
    began = time.perf_counter()
    memory.change_attributes(request_by(user), change, wait=wait)
    return time.perf_counter() - began


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite3"


@pytest.fixture
def memory(file: Path) -> QueuedMemory:
    """A memory in a real SQLite file, which has been used before."""
    memory = QueuedMemory(open_memory(f"sqlite:///{file}"))
    memory.save_attributes(request_by(USER), {"unfinished": "bedtime-in-bed"})
    return memory


@contextmanager
def locked(file: Path, kind: str = "EXCLUSIVE") -> Iterator[sqlite3.Connection]:
    """A SQLite file that another connection has locked; committing on it gives the file free."""
    holder = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    holder.execute(f"BEGIN {kind}")
    try:
        yield holder
    finally:
        holder.close()


_USERS = {person_key(request_by(user)): user for user in (USER, OTHER)}


class SlowMemory(Memory):
    """A memory in a dict that reads only when it may."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.may_read = Event()
        self.reads = 0

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        self.reads += 1
        self.may_read.wait(10)
        return dict(self.kept.get(self._user(request_envelope), {}))

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        self.kept[self._user(request_envelope)] = attributes

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        if self._user(request_envelope) in self.kept:
            self.save_attributes(request_envelope, attributes)

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        self.kept.pop(self._user(request_envelope), None)

    def _user(self, request_envelope: RequestEnvelope) -> str:
        return next(
            user for user in (USER, OTHER) if person_key(request_envelope) == person_key(request_by(user))
        )


def test_a_change_is_made_before_the_caller_goes_on_and_another_process_sees_it(
    memory: QueuedMemory, file: Path
) -> None:
    memory.change_attributes(request_by(USER), nothing_unfinished, wait=PERSISTENCE)
    assert open_memory(f"sqlite:///{file}").get_attributes(request_by(USER)) == {"unfinished": None}


def test_the_caller_goes_on_as_soon_as_a_change_is_made(memory: QueuedMemory) -> None:
    taken = [seconds_to_change(memory, change=add(number), wait=PERSISTENCE) for number in range(20)]
    # On an idle disk it is 2 ms.
    assert median(taken) < PERSISTENCE / 4
    assert memory.get_attributes(request_by(USER))["numbers"] == list(range(20))


def test_none_leaves_what_is_kept_and_writes_nothing(memory: QueuedMemory, file: Path) -> None:
    memory.change_attributes(request_by(OTHER), nothing_unfinished, wait=PERSISTENCE)
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (1,)
    connection.close()


def test_a_person_without_an_id_is_not_kept(memory: QueuedMemory) -> None:
    memory.change_attributes(request_by(None), add(1))
    assert memory.get_attributes(request_by(None)) == {}


@pytest.mark.parametrize("kind", ["EXCLUSIVE", "IMMEDIATE"])
def test_a_locked_database_does_not_hold_up_the_caller_and_is_waited_for(
    memory: QueuedMemory, file: Path, kind: str
) -> None:
    with locked(file, kind) as holder:
        assert seconds_to_change(memory, change=nothing_unfinished) < PERSISTENCE / 2
        time.sleep(0.3)
        holder.commit()
    assert memory.get_attributes(request_by(USER)) == {"unfinished": None}


def test_a_database_that_stays_locked_is_away_and_the_change_is_dropped(
    memory: QueuedMemory, file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with locked(file):
        taken = [seconds_to_change(memory, user) for user in (USER, OTHER) * 5]
        assert median(taken) < BOUND
        began = time.monotonic()
        with pytest.raises(MemoryAway):
            memory.get_attributes(request_by(USER))
        assert time.monotonic() - began < PERSISTENCE
    assert all(record.getMessage().startswith("memory is ") for record in caplog.records)


@pytest.fixture
def blocked(file: Path) -> QueuedMemory:
    """A memory that is away, since a folder stands where its file should be."""
    file.mkdir()
    return QueuedMemory(open_memory(f"sqlite:///{file}"))


def test_a_memory_that_is_away_is_left_alone_for_a_while(
    blocked: QueuedMemory, file: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(MemoryAway):
        blocked.get_attributes(request_by(USER))
    file.rmdir()
    for use in (
        lambda: blocked.get_attributes(request_by(OTHER)),
        lambda: blocked.save_attributes(request_by(OTHER), {}),
        lambda: blocked.delete_attributes(request_by(OTHER)),
    ):
        with pytest.raises(MemoryAway):
            use()
    assert not file.exists()
    assert [record.getMessage() for record in caplog.records] == [
        "memory is away, nothing was read: OperationalError (see SKILL_DATABASE_URL)",
        *(f"memory is still away, nothing was {done}" for done in ("read", "written", "deleted")),
    ]
    rested = time.monotonic() + REST
    monkeypatch.setattr("skill.memory.away.time.monotonic", lambda: rested)
    assert blocked.get_attributes(request_by(USER)) == {}


def test_a_file_that_is_locked_for_writing_is_read_meanwhile(memory: QueuedMemory, file: Path) -> None:
    with locked(file, "IMMEDIATE"):
        for _ in range(2):
            with pytest.raises(MemoryAway):
                memory.save_attributes(request_by(USER), {})
            assert memory.get_attributes(request_by(USER)) == {"unfinished": "bedtime-in-bed"}


def test_however_many_wait_for_a_memory_that_is_away_nobody_waits_longer(file: Path) -> None:
    with locked(file, "EXCLUSIVE") as holder:
        holder.execute("CREATE TABLE other (number)")
        memory = QueuedMemory(open_memory(f"sqlite:///{file}"))
        waited: list[float] = []

        def ask() -> None:
            began = time.monotonic()
            with pytest.raises(MemoryAway):
                memory.get_attributes(request_by(USER))
            waited.append(time.monotonic() - began)

        threads = [Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(waited) == 8
    # On an idle machine it is PATIENCE.
    assert max(waited) < PERSISTENCE


def test_a_change_is_tried_until_the_memory_is_there(blocked: QueuedMemory, file: Path) -> None:
    blocked.change_attributes(request_by(USER), add(1), wait=PATIENCE)
    file.rmdir()
    assert blocked.finish(2 * PERSISTENCE)
    assert blocked.get_attributes(request_by(USER)) == {"numbers": [1]}


def test_a_change_that_is_dropped_is_logged_once(
    blocked: QueuedMemory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(queued, "PERSISTENCE", 0.3)
    blocked.change_attributes(request_by(USER), add(1), wait=0)
    assert blocked.finish(5)
    assert [record.getMessage() for record in caplog.records] == [
        "memory is away, nothing was read: OperationalError (see SKILL_DATABASE_URL)"
    ]


def test_a_read_waits_for_that_persons_changes_alone() -> None:
    slow = SlowMemory()
    slow.kept = {USER: {}, OTHER: {"welcomed": True}}
    memory = QueuedMemory(slow)
    memory.change_attributes(request_by(USER), add(1), wait=0)
    read: list[dict[str, Any]] = []
    reading = [
        Thread(target=lambda user=user: read.append(memory.get_attributes(request_by(user))))
        for user in (OTHER, USER)
    ]
    for thread in reading:
        thread.start()
    while slow.reads < 2:  # The change of the one, and the other's own.
        time.sleep(0.01)
    time.sleep(0.05)
    assert slow.reads == 2
    slow.may_read.set()
    for thread in reading:
        thread.join()
    assert {"welcomed": True} in read
    assert {"numbers": [1]} in read


def test_saving_and_deleting_come_after_the_changes_before_them() -> None:
    slow = SlowMemory()
    memory = QueuedMemory(slow)
    memory.change_attributes(request_by(USER), add(1), wait=0)
    memory.change_attributes(request_by(OTHER), add(1), wait=0)
    saving = Thread(target=memory.save_attributes, args=(request_by(USER), {"welcomed": True}))
    deleting = Thread(target=memory.delete_attributes, args=(request_by(OTHER),))
    for thread in (saving, deleting):
        thread.start()
    time.sleep(0.05)
    assert slow.kept == {}
    slow.may_read.set()
    for thread in (saving, deleting):
        thread.join()
    assert slow.kept == {USER: {"welcomed": True}}


@pytest.mark.parametrize("method", ["get", "save", "delete"])
def test_a_memory_whose_changes_stay_pending_is_away_for_that_person(
    method: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(queued, "PATIENCE", 0.1)
    slow = SlowMemory()
    memory = QueuedMemory(slow)
    memory.change_attributes(request_by(USER), add(1), wait=0)
    arguments = ({"welcomed": True},) if method == "save" else ()
    with pytest.raises(MemoryAway):
        getattr(memory, f"{method}_attributes")(request_by(USER), *arguments)
    assert "changes of the person are pending" in caplog.text
    slow.may_read.set()
    assert memory.finish()
    assert slow.kept == {USER: {"numbers": [1]}}


def test_changes_are_made_in_their_order_whoever_asks_for_them() -> None:
    slow = SlowMemory()
    memory = QueuedMemory(slow)
    for number in range(20):
        memory.change_attributes(request_by(USER if number % 2 else OTHER), add(number), wait=0)
    slow.may_read.set()
    assert memory.get_attributes(request_by(USER)) == {"numbers": list(range(1, 20, 2))}
    assert memory.get_attributes(request_by(OTHER)) == {"numbers": list(range(0, 20, 2))}


def test_what_does_not_fit_into_the_queue_is_logged_and_dropped(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(queued, "MAX_CHANGES", 3)
    slow = SlowMemory()
    memory = QueuedMemory(slow)
    memory.change_attributes(request_by(USER), add(0), wait=0)
    while not slow.reads:  # It is out of the queue, and being made.
        time.sleep(0.01)
    for number in (1, 2, 3, 4, 5):
        memory.change_attributes(request_by(USER), add(number), wait=0)
    assert [record.getMessage() for record in caplog.records] == [
        "3 changes are waiting for the memory, one more was dropped"
    ] * 2
    slow.may_read.set()
    assert memory.get_attributes(request_by(USER)) == {"numbers": [0, 1, 2, 3]}


def test_a_change_that_fails_is_logged_without_what_is_kept_and_the_next_one_is_made(
    memory: QueuedMemory, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(kept: dict[str, Any]) -> dict[str, Any]:
        raise ValueError(f"cannot use {kept}")

    memory.change_attributes(request_by(USER), fails)
    memory.change_attributes(request_by(USER), nothing_unfinished)
    assert memory.get_attributes(request_by(USER)) == {"unfinished": None}
    assert "a change of the memory failed" in caplog.text
    assert "builtins.ValueError" in caplog.text
    assert "bedtime" not in caplog.text


def test_a_change_is_dropped_where_no_thread_can_be_started(
    memory: QueuedMemory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuses)
        memory.change_attributes(request_by(USER), nothing_unfinished)
    assert "no thread could be started" in caplog.text
    assert memory.get_attributes(request_by(USER)) == {"unfinished": "bedtime-in-bed"}
    memory.change_attributes(request_by(USER), nothing_unfinished)
    assert memory.get_attributes(request_by(USER)) == {"unfinished": None}


def test_without_changes_there_is_no_thread_and_a_memory_that_nobody_uses_is_freed() -> None:
    threads = active_count()
    memory = QueuedMemory(NoMemory())
    memory.change_attributes(request_by(USER), add(1), wait=PERSISTENCE)
    assert memory.finish()
    for _ in range(100):
        if active_count() == threads:
            break
        time.sleep(0.01)
    assert active_count() == threads
    gone = weakref.ref(memory)
    del memory
    gc.collect()
    assert gone() is None


_ENDS_AT_ONCE = """
import sys
from skill.memory.person_key import person_key
from skill.memory.queued import QueuedMemory
from skill.memory.opening import open_memory
from tests.household import USER, request_by
memory = QueuedMemory(open_memory(sys.argv[1]))
memory.change_attributes(request_by(USER), lambda kept: kept | {"unfinished": None}, wait=0)
print("ended", flush=True)
"""


def _end_with_a_pending_change(file: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ENDS_AT_ONCE, f"sqlite:///{file}"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ended\n"
    return process


def test_a_process_that_ends_makes_its_pending_changes_first(memory: QueuedMemory, file: Path) -> None:
    with locked(file) as holder:
        process = _end_with_a_pending_change(file)
        time.sleep(0.3)
        holder.commit()
    _, errors = process.communicate(timeout=10)
    assert (process.returncode, errors) == (0, "")
    assert memory.get_attributes(request_by(USER)) == {"unfinished": None}


def test_a_process_that_ends_waits_no_longer_than_a_change_is_tried(memory: QueuedMemory, file: Path) -> None:
    with locked(file):
        process = _end_with_a_pending_change(file)
        began = time.monotonic()
        process.communicate(timeout=10)
        # A busy machine takes its time to end a process.
        assert time.monotonic() - began < PERSISTENCE + 2
    assert process.returncode == 0


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port on which connections are accepted, and never answered."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.skipif(
    importlib.util.find_spec("psycopg") is None, reason="no driver (pip install 'psycopg[binary]')"
)
@pytest.mark.parametrize("listens", [False, True])
def test_a_postgresql_that_is_away_or_never_answers_does_not_hold_up_the_caller(
    listens: bool, silent_port: int
) -> None:
    port = silent_port if listens else free_port()
    memory = QueuedMemory(open_memory(f"postgresql+psycopg://coach@127.0.0.1:{port}/postgres"))
    began = time.monotonic()
    # Loading the driver takes longer than the bound, the first time.
    memory.change_attributes(request_by(USER), add(1))
    with pytest.raises(MemoryAway):
        memory.get_attributes(request_by(USER))
    assert time.monotonic() - began < PATIENCE + 1
    assert median(seconds_to_change(memory) for _ in range(9)) < BOUND
    assert memory.finish(2 * PERSISTENCE)
