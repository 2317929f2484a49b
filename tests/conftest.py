"""Fixtures that every room's tests may use."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from skill.interaction.model import InteractionModel, load_model
from skill.knowledge.library import Library, load_library
from skill.settings import Settings, read_settings
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from tests.household import Household, Person

FAILED = "a handler failed"
"""The first words of what is logged when a handler raises an exception."""
_TOLD = "told"


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that somebody on this machine has stored or rendered is read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session", autouse=True)
def trusted_disk() -> Iterator[None]:
    """What a test stores need not survive a power cut, so SQLite does not wait for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("skill.memory.sqlite.SYNCHRONOUS", "OFF")
        yield


@pytest.fixture
def handlers_may_fail() -> None:
    """For a test that has a handler fail on purpose."""


@pytest.fixture(autouse=True)
def no_handler_fails(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Makes a test fail in which a handler failed: the apology for it is an answer like any other."""
    yield
    if "handlers_may_fail" not in request.fixturenames:
        logged = [*caplog.get_records("setup"), *caplog.get_records("call")]
        messages = [record.getMessage() for record in logged]
        assert [message for message in messages if message.startswith(FAILED)] == []


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Has something printed when all tests are done, also of a test that passes."""
    return partial(record_property, _TOLD)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the tests had to tell, whichever process they ran in."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, text in getattr(report, "user_properties", ()):
                if name == _TOLD and report.when == "call":
                    terminalreporter.write_line(str(text))


@pytest.fixture(scope="session")
def model() -> InteractionModel:
    return load_model("en-US")


@pytest.fixture(scope="session")
def hearing(model: InteractionModel) -> Hearing:
    return Hearing(model)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings whose memory is a real database of the test's own."""
    return read_settings({"SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}"})


@pytest.fixture
def household(settings: Settings, hearing: Hearing) -> Household:
    """One skill with a memory of the test's own."""
    return Household(settings, hearing)


@pytest.fixture
def echo(household: Household) -> Callable[..., Device]:
    """Makes Echos that talk to that skill."""
    return household.echo


@pytest.fixture
def person(household: Household) -> Person:
    """Somebody with an Echo whose clock is in our hands."""
    return Person(household)
