"""Memory in a real PostgreSQL."""

import time
from collections.abc import Iterator

import pytest

from skill.memory.away import MemoryAway
from skill.memory.sql import SqlMemory
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.hearing import Hearing
from tests.household import USER, Household, request_by
from tests.memory.postgresql import PostgreSQL, is_there, new_server

OTHER = "amzn1.ask.account.OTHER"

pytestmark = pytest.mark.skipif(
    not is_there(),
    reason="no PostgreSQL or no driver (apt-get install postgresql; pip install 'psycopg[binary]')",
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgreSQL]:
    server = new_server(tmp_path_factory.mktemp("postgresql") / "server")
    yield server
    server.stop()


def test_what_is_saved_is_there_again_and_can_be_replaced_and_forgotten(server: PostgreSQL) -> None:
    memory = SqlMemory(server.url)
    person = request_by(USER)
    memory.save_attributes(person, {"welcomed": True})
    memory.save_attributes(person, {"welcomed": True, "finished": {"desk": 2}})
    assert SqlMemory(server.url).get_attributes(person) == {"welcomed": True, "finished": {"desk": 2}}
    memory.delete_attributes(person)
    assert memory.get_attributes(person) == {}


def test_the_place_in_a_routine_is_kept_and_another_process_carries_on_there(
    server: PostgreSQL, hearing: Hearing
) -> None:
    clock = Clock()
    settings = read_settings({"SKILL_DATABASE_URL": server.url})
    first = Household(settings, hearing).echo(user=OTHER, clock=clock)
    first.ask("start my bedtime stretch")
    clock.advance(110)
    first.say("stop")
    clock.advance(24 * 3600)
    household = Household(settings, hearing)
    second = household.echo(user=OTHER, clock=clock)
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
    kept = household.kept(OTHER)
    assert kept["finished"] == {"bedtime-in-bed": 1}
    assert kept["unfinished"] is None


def test_a_server_that_went_away_is_said_so_soon_and_is_used_again_when_it_is_back(
    server: PostgreSQL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("skill.memory.sql.REST", 0.0)
    memory = SqlMemory(server.url)
    memory.save_attributes(request_by(USER), {"welcomed": True})
    server.stop()
    began = time.monotonic()
    with pytest.raises(MemoryAway):
        memory.get_attributes(request_by(USER))
    assert time.monotonic() - began < 4
    server.start()
    assert memory.get_attributes(request_by(USER)) == {"welcomed": True}
