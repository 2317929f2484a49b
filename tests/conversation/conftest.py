"""Fixtures for conversations."""

from pathlib import Path

import pytest

from skill.coach.coach import Coach
from skill.knowledge.library import Library
from skill.settings import Settings, read_settings
from skill.simulator.hearing import Hearing
from tests.audio.playback.silence import render_silence
from tests.conversation.bedroom import Bedroom
from tests.conversation.interruptions import Listener
from tests.conversation.turns import Turns
from tests.household import Household


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Path:
    """A folder with every routine as audio."""
    folder = tmp_path_factory.mktemp("audio")
    render_silence(folder, library)
    return folder


@pytest.fixture(scope="module")
def listener(hearing: Hearing, library: Library) -> Listener:
    """Somebody who is new to everything, whom nobody remembers."""
    return Listener(Household(read_settings({}), hearing, remember=False), Coach(library))


@pytest.fixture
def audible(tmp_path: Path, rendered: Path) -> Settings:
    """Settings with a memory of the test's own, and every routine as audio."""
    return read_settings(
        {
            "SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory.sqlite3'}",
            "SKILL_AUDIO_DIR": str(rendered),
        }
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, rendered: Path, hearing: Hearing) -> Household:
    """A skill that plays every routine. It takes a while to start, as it looks at all that was rendered."""
    database = tmp_path_factory.mktemp("memory") / "memory.sqlite3"
    return Household(
        read_settings({"SKILL_DATABASE_URL": f"sqlite:///{database}", "SKILL_AUDIO_DIR": str(rendered)}),
        hearing,
    )


@pytest.fixture
def playing(shared: Household) -> Household:
    """A skill that plays every routine, and remembers nobody yet."""
    shared.forget_everybody()
    return shared


@pytest.fixture
def bedroom(playing: Household) -> Bedroom:
    """Somebody with an Echo that plays."""
    return Bedroom(playing)


@pytest.fixture
def turns(library: Library) -> Turns:
    """Turns made by hand."""
    return Turns(library)
