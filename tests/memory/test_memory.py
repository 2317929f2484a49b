"""What is kept between sessions."""

import logging
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from skill.memory.away import MemoryAway
from skill.memory.memory import Memory
from skill.memory.opening import open_memory
from skill.settings import read_settings
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import SkillRefused
from tests.household import USER, Household, Person, request_by


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a folder that is not there yet" / "memory.sqlite3"


@pytest.fixture(params=["sqlite", "sqlite+pysqlite"])
def memory(file: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """A memory in a SQLite file, through Python's own driver and through SQLAlchemy, on a busy machine."""
    for module in ("sqlite", "sql"):
        monkeypatch.setattr(f"skill.memory.{module}.PATIENCE", 10.0)
    return open_memory(f"{request.param}:///{file}")


def test_what_is_saved_is_there_again_for_that_person_alone(memory: Memory) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    assert memory.get_attributes(request_by(USER)) == {"welcomed": True}
    assert memory.get_attributes(request_by("amzn1.ask.account.OTHER")) == {}


def test_saving_again_replaces(memory: Memory) -> None:
    memory.save_attributes(request_by(USER), {"tips": ["toes_up"]})
    memory.save_attributes(request_by(USER), {"tips": ["toes_up", "heel_down"]})
    assert memory.get_attributes(request_by(USER)) == {"tips": ["toes_up", "heel_down"]}


def test_replacing_keeps_what_is_new_of_a_person_who_is_known(memory: Memory) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    memory.replace_attributes(request_by(USER), {"welcomed": False})
    assert memory.get_attributes(request_by(USER)) == {"welcomed": False}


def test_replacing_leaves_a_forgotten_person_forgotten(memory: Memory) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    memory.delete_attributes(request_by(USER))
    memory.replace_attributes(request_by(USER), {"welcomed": False})
    memory.replace_attributes(request_by(None), {"welcomed": False})
    assert memory.get_attributes(request_by(USER)) == {}


def test_deleting_forgets_that_person_alone(memory: Memory) -> None:
    for user in (USER, "amzn1.ask.account.OTHER"):
        memory.save_attributes(request_by(user), {"welcomed": True})
    memory.delete_attributes(request_by(USER))
    assert memory.get_attributes(request_by(USER)) == {}
    assert memory.get_attributes(request_by("amzn1.ask.account.OTHER")) == {"welcomed": True}


def test_another_connection_finds_it_with_either_driver(memory: Memory, file: Path) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    for scheme in ("sqlite", "sqlite+pysqlite"):
        other = open_memory(f"{scheme}:///{file}")
        assert other.get_attributes(request_by(USER)) == {"welcomed": True}


def test_the_user_id_is_kept_as_a_hash_only(memory: Memory, file: Path) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    assert all(USER.encode() not in each.read_bytes() for each in file.parent.iterdir())
    with sqlite3.connect(file) as connection:
        ((person,),) = connection.execute("SELECT person FROM people")
    connection.close()
    assert len(person) == 64


def test_nobody_in_particular_is_not_kept(memory: Memory) -> None:
    memory.save_attributes(request_by(None), {"welcomed": True})
    assert memory.get_attributes(request_by(None)) == {}


def test_the_same_person_on_several_devices_at_once_is_kept_once(memory: Memory) -> None:
    threads = [
        Thread(target=memory.save_attributes, args=(request_by(USER), {"turn": number}))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.get_attributes(request_by(USER))["turn"] in range(8)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite+pysqlite://"])
def test_a_database_in_memory_is_one_for_all_threads(url: str) -> None:
    memory = open_memory(url)
    saving = Thread(target=memory.save_attributes, args=(request_by(USER), {"welcomed": True}))
    saving.start()
    saving.join()
    assert memory.get_attributes(request_by(USER)) == {"welcomed": True}
    memory.replace_attributes(request_by(USER), {"welcomed": False})
    assert memory.get_attributes(request_by(USER)) == {"welcomed": False}
    memory.delete_attributes(request_by(USER))
    memory.replace_attributes(request_by(USER), {"welcomed": False})
    memory.save_attributes(request_by(None), {"welcomed": True})
    assert memory.get_attributes(request_by(USER)) == memory.get_attributes(request_by(None)) == {}


def test_a_table_that_vanished_is_made_again(memory: Memory, file: Path) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE people")
    connection.close()
    with pytest.raises(MemoryAway):
        memory.get_attributes(request_by(USER))
    assert memory.get_attributes(request_by(USER)) == {}


def test_what_is_no_json_in_the_database_counts_as_nothing(memory: Memory, file: Path) -> None:
    memory.save_attributes(request_by(USER), {"welcomed": True})
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE people SET attributes = '[1]'")
    connection.close()
    assert memory.get_attributes(request_by(USER)) == {}


@pytest.mark.parametrize(
    "url", ["nonsense", "nosuchdatabase://host/db", "sqlite://host/db", "oracle://host/db"]
)
def test_an_address_that_cannot_be_used_is_refused_at_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="SKILL_DATABASE_URL"):
        open_memory(url)


def test_without_sqlalchemy_another_database_is_refused_with_what_to_install(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    monkeypatch.delitem(sys.modules, "skill.memory.sql", raising=False)
    with pytest.raises(ValueError, match=r"SKILL_DATABASE_URL cannot be used: .*pip install"):
        open_memory("postgresql+psycopg://host/db")
    memory = open_memory(f"sqlite:///{file}")
    memory.save_attributes(request_by(USER), {"welcomed": True})
    assert memory.get_attributes(request_by(USER)) == {"welcomed": True}


def test_the_skill_starts_and_keeps_a_person_without_sqlalchemy(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'memory.sqlite3'}"
    program = (
        "import sys; from skill.memory.opening import open_memory; from tests.household import request_by;"
        f"open_memory({url!r}).save_attributes(request_by('one'), {{}}); print('sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.fixture
def away(tmp_path: Path, hearing: Hearing) -> Device:
    """An Echo whose skill cannot reach its memory: a folder stands where the database should be."""
    (tmp_path / "memory.sqlite3").mkdir()
    settings = read_settings({"SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}"})
    return Household(settings, hearing).echo()


def test_without_its_memory_it_answers_as_to_somebody_new_and_logs_it(
    away: Device, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(2):
        assert "not medical advice" in away.launch().text
        away.say("stop")
    assert "toes up" in away.ask("give me a tip").text
    messages = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert messages
    assert all(message.startswith("memory is ") for message in messages)


def test_without_its_memory_it_does_not_say_that_it_forgot(away: Device) -> None:
    away.ask("forget me")
    turn = away.say("yes")
    assert turn is not None
    assert "can't reach my memory" in turn.text


def test_a_disabled_skill_forgets(echo: Callable[..., Device]) -> None:
    device = echo()
    device.launch()
    device.say("stop")
    assert device.event("AlexaSkillEvent.SkillDisabled").response["response"] == {}
    assert "not medical advice" in device.launch().text


def test_a_disabled_skill_that_cannot_forget_lets_amazon_say_it_again(away: Device) -> None:
    with pytest.raises(SkillRefused, match="503"):
        away.event("AlexaSkillEvent.SkillDisabled")


@pytest.mark.parametrize(
    "asked", ["start the pregnancy stretch", "a stretch for seniors", "do ankle circles with me"]
)
def test_a_cramp_and_what_tells_of_health_leave_no_trace(asked: str, person: Person) -> None:
    for words in (
        "I have a cramp in my calf",
        "no",
        "yes",
        asked,
        "slower",
        "yes",
        "pause",
        "resume",
        "stop",
    ):
        person.say(words)
    kept = person.kept()
    assert not kept.get("unfinished")
    assert not kept.get("finished")
    assert kept.get("pace", "normal") == "normal"
