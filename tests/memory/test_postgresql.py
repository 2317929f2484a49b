"""Memory in a real PostgreSQL."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import NullPool, create_engine, text

from skill.memory.away import PATIENCE, MemoryAway
from skill.memory.queued import PERSISTENCE, QueuedMemory
from skill.memory.sql import SqlMemory
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.household import USER, request_by
from tests.memory.postgresql import PostgreSQL, is_there, new_server

pytestmark = pytest.mark.skipif(
    not is_there(),
    reason="no PostgreSQL or no driver (apt-get install postgresql; pip install 'psycopg[binary]')",
)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Wait for the server as long as a busy machine needs. Undone, it leaves the usual PATIENCE."""
    monkeypatch.setattr("skill.memory.sql.PATIENCE", 10.0)
    return monkeypatch


@pytest.fixture(scope="module")
def server() -> Iterator[PostgreSQL]:
    # Outside of pytest's folder: every other run of pytest closes that to other users, as the server's is.
    with TemporaryDirectory(prefix="coach-postgresql-") as folder:
        server = new_server(Path(folder) / "server")
        yield server
        server.stop()


@pytest.mark.usefixtures("patient")
def test_what_is_saved_is_there_again_and_can_be_replaced_and_forgotten(server: PostgreSQL) -> None:
    memory = SqlMemory(server.url)
    person = request_by(USER)
    memory.save_attributes(person, {"welcomed": True})
    memory.save_attributes(person, {"welcomed": True, "finished": {"desk": 2}})
    assert SqlMemory(server.url).get_attributes(person) == {"welcomed": True, "finished": {"desk": 2}}
    memory.delete_attributes(person)
    assert memory.get_attributes(person) == {}


@pytest.mark.usefixtures("patient")
def test_the_place_in_a_routine_is_kept_and_another_process_carries_on_there(
    server: PostgreSQL, hearing: Hearing
) -> None:
    clock = Clock()

    def echo() -> Device:
        app = create_app(read_settings({"SKILL_DATABASE_URL": server.url}), verify=False)
        return Device(WsgiTransport(app), hearing, user="amzn1.ask.account.PG", clock=clock)

    first = echo()
    first.ask("start my bedtime stretch")
    clock.advance(110)
    first.say("stop")
    clock.advance(24 * 3600)
    second = echo()
    offered = second.launch()
    assert offered.text.endswith("You were in the middle of the bedtime stretch in bed. Shall we carry on?")
    carried_on = second.say("yes")
    assert carried_on is not None
    # Another day the stretch begins anew, after what everybody is told first.
    assert carried_on.text.startswith("Not with a swollen, hot, red or injured leg.")
    assert "Next, the towel stretch." in carried_on.text
    clock.advance(carried_on.seconds + 2)
    second.say("yes")
    clock.advance(300)
    second.say("yes")
    kept = SqlMemory(server.url).get_attributes(request_by("amzn1.ask.account.PG"))
    assert kept["finished"] == {"bedtime-in-bed": 1}
    assert kept["unfinished"] is None


@pytest.mark.usefixtures("patient")
def test_a_server_that_went_away_is_said_so_soon_and_is_used_again_when_it_is_back(
    server: PostgreSQL,
) -> None:
    memory = SqlMemory(server.url)
    memory.save_attributes(request_by(USER), {"welcomed": True})
    server.stop()
    began = time.monotonic()
    with pytest.raises(MemoryAway):
        memory.get_attributes(request_by(USER))
    assert time.monotonic() - began < 4
    server.start()
    assert memory.get_attributes(request_by(USER)) == {"welcomed": True}


def test_a_table_that_somebody_else_has_locked_is_waited_for_no_longer_than_it_has_patience(
    server: PostgreSQL, patient: pytest.MonkeyPatch
) -> None:
    memory = SqlMemory(server.url)
    memory.save_attributes(request_by(USER), {"welcomed": True})
    patient.undo()
    with create_engine(server.url, poolclass=NullPool).begin() as connection:
        connection.execute(text("LOCK TABLE people IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        with pytest.raises(MemoryAway):
            memory.get_attributes(request_by(USER))
        assert PATIENCE - 0.1 < time.monotonic() - began < PATIENCE + 1


def test_a_change_is_made_while_the_caller_goes_on_and_the_next_request_sees_it(
    server: PostgreSQL, patient: pytest.MonkeyPatch
) -> None:
    memory = QueuedMemory(SqlMemory(server.url))
    memory.save_attributes(request_by(USER), {"unfinished": "desk"})
    patient.undo()
    with create_engine(server.url, poolclass=NullPool).begin() as connection:
        connection.execute(text("LOCK TABLE people IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        memory.change_attributes(request_by(USER), lambda kept: kept | {"unfinished": None})
        assert time.monotonic() - began < PERSISTENCE / 2
    assert memory.finish()
    assert memory.get_attributes(request_by(USER)) == {"unfinished": None}
