"""Turns that are made without a device, for the tests that look inside of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent as SentIntent
from ask_sdk_model import IntentRequest, LaunchRequest, Request, RequestEnvelope, Response, Session, Slot
from ask_sdk_model.slu.entityresolution import (
    Resolution,
    Resolutions,
    Status,
    StatusCode,
    Value,
    ValueWrapper,
)

from skill.audio.playback.recordings import nothing_rendered
from skill.coach.coach import Coach
from skill.conversation.build import TurnHandler
from skill.conversation.exchange.resources import Resources
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.conversation.state.remembered import Change, Kept, Remembered
from skill.knowledge.library import Library

NOON = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@dataclass
class Store:
    """A memory of one person that records its calls."""

    kept: Kept = field(default_factory=dict)
    """The fields that are kept; empty for a new person."""
    calls: list[str] = field(default_factory=list)
    """The names of the calls in order: read, write, delete or change."""

    def read(self) -> Kept:
        self.calls.append("read")
        return self.kept

    def write(self, kept: Kept) -> None:
        self.calls.append("write")
        self.kept = kept

    def delete(self) -> None:
        self.calls.append("delete")
        self.kept = {}

    def change_soon(self, change: Change) -> None:
        self.calls.append("change")
        self.kept = change(self.kept) or self.kept


class Turns:
    """A maker of the turns of one session. They are a minute apart."""

    def __init__(self, library: Library) -> None:
        coach = Coach(library)
        self._resources = Resources(library, coach, nothing_rendered(coach), lag=0.0)
        self._table = Table()
        self._attributes: dict[str, Any] = {}
        self._moment = NOON
        self.store = Store()

    def make(
        self, request: Request | None = None, *, session: bool = True, store: Store | None = None
    ) -> Turn:
        """Return the turn of a request, by default of a launch.

        session: False for a request without a session; store: another person's memory.
        """
        return Turn(self._input(request, session), self._resources, Remembered(store or self.store))

    def answer(self, request: Request) -> Response:
        """Return the response to a request. Its session attributes are sent with the next request."""
        handler_input = self._input(request, session=True)
        turn = Turn(handler_input, self._resources, Remembered(self.store))
        response = TurnHandler(turn, self._table.find(turn)).handle(handler_input)
        self._attributes = handler_input.attributes_manager.session_attributes or {}
        return response

    def start(self, routine: str) -> None:
        """Answer a request for a routine, given by its name."""
        value = ValueWrapper(Value(routine, routine))
        resolution = Resolution("model", Status(StatusCode.ER_SUCCESS_MATCH), [value])
        slot = Slot("routine", routine, resolutions=Resolutions([resolution]))
        self.answer(IntentRequest(intent=SentIntent("StartRoutineIntent", slots={"routine": slot})))

    def _input(self, request: Request | None, session: bool) -> HandlerInput:
        request = request or LaunchRequest(locale="en-US")
        self._moment += timedelta(minutes=1)
        request.timestamp = self._moment
        sent = Session(new=not self._attributes, attributes=self._attributes) if session else None
        envelope = RequestEnvelope(request=request, session=sent)
        return HandlerInput(request_envelope=envelope, attributes_manager=AttributesManager(envelope))
