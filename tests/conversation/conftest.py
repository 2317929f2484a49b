"""Fixtures for conversations."""

from pathlib import Path

import pytest

from skill.coach.coach import Coach
from skill.knowledge.library import Library
from skill.settings import Settings, read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.audio.playback.silence import render_silence
from tests.conversation.bedroom import Bedroom
from tests.conversation.interruptions import Listener


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with every routine as audio."""
    folder = tmp_path_factory.mktemp("audio")
    render_silence(folder, library)
    return folder


@pytest.fixture(scope="module")
def listener(hearing: Hearing, library: Library) -> Listener:
    """Somebody who is new to everything, whom nobody remembers."""
    clock = Clock()
    app = create_app(read_settings({}), verify=False, remember=False)
    return Listener(Device(WsgiTransport(app), hearing, clock=clock), clock, Coach(library))


@pytest.fixture
def audible(tmp_path: Path, rendered: Path) -> Settings:
    """Settings with a memory of the test's own, and every routine as audio."""
    return read_settings(
        {
            "SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}",
            "SKILL_AUDIO_DIR": str(rendered),
        }
    )


@pytest.fixture
def bedroom(audible: Settings, hearing: Hearing) -> Bedroom:
    """Somebody with an Echo that plays."""
    return Bedroom(audible, hearing)
