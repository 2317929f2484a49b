"""A household with the skill: one memory, and people with Echos whose clock is in our hands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from ask_sdk_model import Context, RequestEnvelope, User
from ask_sdk_model.interfaces.system import SystemState

from skill.memory.opening import open_memory
from skill.memory.queued import finish_changes
from skill.settings import Settings
from skill.simulator.clock import Clock
from skill.simulator.device import Answer, Device, Kind, now
from skill.simulator.hearing import Hearing
from skill.simulator.transport import WsgiTransport
from skill.web.app import create_app

USER = "amzn1.ask.account.ONE"
THINKING = 2.0
"""Seconds from the last word that a person hears to their reply."""


class Household:
    """One skill with one memory, and the Echos that talk to it."""

    def __init__(self, settings: Settings, hearing: Hearing, *, remember: bool = True) -> None:
        self.settings = settings
        self.hearing = hearing
        self._users: set[str] = set()
        self.transport = WsgiTransport(create_app(settings, verify=False, remember=remember))

    def echo(
        self,
        kind: Kind = "dot",
        *,
        locale: str = "en-US",
        user: str = USER,
        clock: Callable[[], datetime] = now,
        **options: Any,
    ) -> Device:
        """An Echo that talks to the skill. options: as for `Device`."""
        self._users.add(user)
        return Device(
            self.transport, self.hearing, kind=kind, locale=locale, user=user, clock=clock, **options
        )

    def kept(self, user: str = USER) -> dict[str, Any]:
        """What memory keeps of somebody, with all that was changed behind an answer."""
        finish_changes()
        kept: dict[str, Any] = open_memory(self.settings.database_url).get_attributes(request_by(user))
        return kept

    def forget_everybody(self) -> None:
        """Have nothing kept of anybody who had an Echo here."""
        memory = open_memory(self.settings.database_url)
        while self._users:
            memory.delete_attributes(request_by(self._users.pop()))

    def routine(self, id: str) -> str:
        """What people call the routine of this id."""
        return next(value.name for value in self.hearing.model.types["Routine"] if value.id == id)


class Person:
    """Somebody with an Echo whose clock is in our hands."""

    def __init__(self, household: Household, kind: Kind = "dot", *, user: str = USER, **options: Any) -> None:
        """options: as for `Household.echo`."""
        self.household = household
        self.user = user
        self.clock = Clock()
        self.device = household.echo(kind, user=user, clock=self.clock, **options)
        self.answers: list[Answer] = []
        """Everything that was sent for them, in order, with what the audio player told."""
        self._last_words = 0.0

    def say(self, words: str, after: float = 0.0) -> Answer:
        """Say something, so many seconds after the last thing happened."""
        self.hear(after)
        answer = self.device.say(words)
        assert answer is not None, f"nobody answers {words!r}"
        return self._noted(answer)

    def reply(self, words: str) -> Answer:
        """Say something after hearing the last answer to its end; no words are silence."""
        return self.say(words, self._last_words + THINKING)

    def intend(self, intent: str, **slots: str) -> Answer:
        """Say something that is heard as this intent."""
        return self._noted(self.device.intent(intent, slots))

    def hear(self, seconds: float) -> None:
        """So much time passes while nobody speaks, and what plays goes on."""
        self.answers += self.device.let_pass(seconds)

    def kept(self) -> dict[str, Any]:
        """What memory keeps of the person."""
        return self.household.kept(self.user)

    def _noted(self, answer: Answer) -> Answer:
        self.answers += [*answer.events, answer]
        self._last_words = answer.seconds
        return answer


def tamper(device: Device, attributes: dict[str, Any]) -> None:
    """Change the session attributes that the device sends next; a dictionary changes only what it holds.

    A name that the skill did not send is an error: a test would change what nobody reads.
    """
    assert device.session is not None
    device.resume(replace(device.session, attributes=_changed(device.attributes, attributes)))


def _changed(there: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    assert set(changes) <= set(there), f"the skill sent no {set(changes) - set(there)}"
    return {**there} | {
        name: _changed(there[name], change) if isinstance(change, dict) and there[name] else change
        for name, change in changes.items()
    }


def request_by(user: str | None) -> RequestEnvelope:
    """A request of this person, as memory is asked with it."""
    return RequestEnvelope(context=Context(system=SystemState(user=User(user_id=user))))
