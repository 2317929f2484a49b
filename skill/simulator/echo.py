"""A simulated Echo for a skill in the same process, and its answers as JSON."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from wsgiref.types import WSGIApplication

from skill.interaction.model import DEFAULT_LOCALE, load_model
from skill.simulator.device import Answer, Device, Kind, now
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport


def echo_of(
    app: WSGIApplication,
    *,
    kind: Kind = "dot",
    locale: str = DEFAULT_LOCALE,
    user: str = "amzn1.ask.account.SIMULATED",
    clock: Callable[[], datetime] = now,
) -> Device:
    """Return a device that talks to the skill of a WSGI application. It understands the locale's model."""
    return Device(
        WsgiTransport(app), Hearing(load_model(locale)), kind=kind, locale=locale, user=user, clock=clock
    )


def as_json(turn: Answer) -> dict[str, Any]:
    """Return an answer as `ask --json` prints it.

    Without speech `text` and `ssml` are None, and `seconds` is 0.
    """
    spoken = turn.ssml is not None
    return {
        "utterance": turn.utterance,
        "intent": turn.intent,
        "slots": {name: {"value": slot.value, "id": slot.id} for name, slot in turn.slots.items()},
        "text": turn.text if spoken else None,
        "ssml": turn.ssml,
        "seconds": round(turn.seconds, 2),
        "session_open": turn.session_open,
        "response": turn.response,
    }
