"""Fixtures that every room's tests may use."""

from collections.abc import Callable
from pathlib import Path

import pytest

from skill.interaction.model import InteractionModel, load_model
from skill.knowledge.library import Library, load_library
from skill.settings import Settings, read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device, Kind, now
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app


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
def echo(settings: Settings, hearing: Hearing) -> Callable[..., Device]:
    """Makes Echos that talk to one skill, with one memory."""
    app = create_app(settings, verify=False)

    def make(
        kind: Kind = "dot",
        *,
        locale: str = "en-US",
        user: str = "amzn1.ask.account.ONE",
        clock: Clock | None = None,
    ) -> Device:
        transport = WsgiTransport(app)
        return Device(transport, hearing, kind=kind, locale=locale, user=user, clock=clock or now)

    return make
