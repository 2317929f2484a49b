"""A skill in this process that notes the bytes of every request and of its answer."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.test import Client

from skill.interaction.model import load_model
from skill.knowledge.library import load_library
from skill.settings import read_settings
from skill.simulator.hearing import Hearing
from skill.simulator.transport import SkillRefused, WsgiTransport
from skill.web.app import create_app
from tests.audio.playback.silence import render_silence


@dataclass(frozen=True)
class Exchange:
    """A request and its answer."""

    scene: str
    """The name of the scene that the request belongs to."""
    request: str
    """The body of the request."""
    status: int
    """The HTTP status of the answer."""
    answer: str
    """The body of the answer."""


class Recorder:
    """A fresh skill with memory in SQLite and every routine as audio. It is a transport for a device."""

    def __init__(self, folder: Path) -> None:
        """Start the skill. The folder, which must be empty, takes its memory and its audio."""
        self.library = load_library()
        self.hearing = Hearing(load_model("en-US"))
        audio = folder / "audio"
        audio.mkdir()
        render_silence(audio, self.library)
        app = create_app(
            read_settings(
                {
                    "SKILL_DATABASE_URL": f"sqlite:///{folder / 'memory.sqlite3'}",
                    "SKILL_AUDIO_DIR": str(audio),
                }
            ),
            verify=False,
        )
        self.fetch = WsgiTransport(app).fetch
        self._client = Client(app)
        self.exchanges: list[Exchange] = []
        self.scene = ""

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """Send an envelope and return the answer. Raises SkillRefused for any other answer than 200."""
        exchange = self.send(json.dumps(envelope))
        if exchange.status != 200:
            raise SkillRefused(exchange.status, exchange.answer)
        answer: dict[str, Any] = json.loads(exchange.answer)
        return answer

    def send(self, body: str) -> Exchange:
        """Send a body, and keep it with its answer."""
        headers = {"Content-Type": "application/json; charset=utf-8"}
        with self._client.post("/alexa", data=body.encode(), headers=headers) as response:
            answer = response.get_data().decode()
            exchange = Exchange(self.scene, body, response.status_code, answer)
        self.exchanges.append(exchange)
        return exchange
