"""Fixtures for conversations."""

import pytest

from skill.coach.coach import Coach
from skill.knowledge.library import Library
from skill.settings import read_settings
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app
from tests.conversation.interruptions import Listener


@pytest.fixture(scope="module")
def listener(hearing: Hearing, library: Library) -> Listener:
    """Somebody who is new to everything, whom nobody remembers."""
    clock = Clock()
    app = create_app(read_settings({}), verify=False, remember=False)
    return Listener(Device(WsgiTransport(app), hearing, clock=clock), clock, Coach(library))
