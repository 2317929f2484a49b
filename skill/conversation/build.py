"""The skill as one object of the SDK, whose dispatch finds each handler in the table."""

import logging
from collections.abc import Callable
from typing import Any

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.skill import CustomSkill, SkillConfiguration
from ask_sdk_model import RequestEnvelope, Response
from ask_sdk_runtime.dispatch_components import GenericExceptionMapper, GenericRequestHandlerChain
from ask_sdk_runtime.dispatch_components.request_components import (
    AbstractRequestMapper,
    GenericHandlerAdapter,
)

from skill.audio.playback.recordings import Recordings, nothing_rendered
from skill.coach.coach import Coach
from skill.conversation.exchange.reply import Reply, respond
from skill.conversation.exchange.resources import Resources
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.conversation.routine.keeping import keep_progress
from skill.conversation.state.remembered import Change, Kept, Remembered
from skill.conversation.table import Handler
from skill.knowledge.library import load_library
from skill.knowledge.phrases import Phrase, Question
from skill.log import discreet_traceback
from skill.memory.none import NoMemory
from skill.memory.opening import open_memory
from skill.memory.queued import QueuedMemory

_TURN = "turn"
"""The key of the Turn in the SDK's request attributes."""

logger = logging.getLogger(__name__)


def build_skill(
    database_url: str | None,
    *,
    lag: float = 0.0,
    voice_rate: float = 1.0,
    read_audio: Callable[[Coach], Recordings] = nothing_rendered,
) -> CustomSkill:
    """Return the skill, with its content loaded and checked.

    Raise ContentError for broken content, and ValueError for a database URL that cannot be used.

    database_url: a URL, as `open_memory` takes it. Without it every person is new, and nothing is stored.
    lag: the seconds that are lost between a reply and the next request.
    voice_rate: the speed of the device's voice. 1.0 is the speed of the voice that was measured.
    read_audio: a function that returns the recordings of the coach's routines.
    """
    library = load_library()
    coach = Coach(library, voice_rate)
    resources = Resources(library, coach, read_audio(coach), lag)
    memory = QueuedMemory(NoMemory() if database_url is None else open_memory(database_url))
    # The SDK annotates this list with its generic mapper, of which TurnMapper is no subclass.
    mappers: list[Any] = [TurnMapper(resources, memory)]
    return CustomSkill(
        SkillConfiguration(
            request_mappers=mappers,
            handler_adapters=[GenericHandlerAdapter()],
            exception_mapper=GenericExceptionMapper([FailureHandler()]),
            persistence_adapter=memory,
        )
    )


class TurnMapper(AbstractRequestMapper):
    """The part of the SDK's dispatch that makes the Turn of a request and finds its handler."""

    def __init__(self, resources: Resources, memory: QueuedMemory) -> None:
        self._resources = resources
        self._memory = memory
        self._table = Table()

    def get_request_handler_chain(self, handler_input: Any) -> GenericRequestHandlerChain:
        """Return the handler of a request, in the form that the SDK expects. Every request has one."""
        store = _Store(self._memory, handler_input.request_envelope)
        turn = Turn(handler_input, self._resources, Remembered(store))
        handler_input.attributes_manager.request_attributes[_TURN] = turn
        return GenericRequestHandlerChain(request_handler=TurnHandler(turn, self._table.find(turn)))


class TurnHandler(AbstractRequestHandler):
    """A handler of the table, in the form that the SDK calls. It writes the session and the person once."""

    def __init__(self, turn: Turn, handler: Handler) -> None:
        self._turn = turn
        self._handler = handler

    def can_handle(self, handler_input: HandlerInput) -> bool:
        """Return True, since the table has chosen the handler already."""
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        """Return the response to the turn."""
        turn = self._turn
        turn.note_player()
        # In danger or in pain the answer must not wait for memory.
        if not turn.is_urgent:
            keep_progress(turn)
        turn.remembered.mark()
        response = respond(turn, self._handler(turn))
        turn.remembered.save()
        return response


class FailureHandler(AbstractExceptionHandler):
    """The answer to a request whose handler failed. A failed skill event is left to Amazon to send again."""

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        """Return True for any request but a skill event."""
        return not _turn_of(handler_input).kind.startswith("AlexaSkillEvent.")

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        """Log the failure, and return an apology with a question, where the request takes speech."""
        logger.error("a handler failed. %s", discreet_traceback(exception))
        turn = _turn_of(handler_input)
        turn.remembered.revert()
        if turn.session.coaching is not None:
            # Nobody has heard the words of which the clock was started.
            turn.session.coaching.spoken_at = None
        apology = turn.library.phrases.say[Phrase.APOLOGY][0]
        response = respond(turn, Reply(apology, question=Question.ANYTHING_ELSE, insists=True))
        turn.remembered.save()
        return response


def _turn_of(handler_input: HandlerInput) -> Turn:
    turn = handler_input.attributes_manager.request_attributes[_TURN]
    assert isinstance(turn, Turn)
    return turn


class _Store:
    """The place where memory keeps the person that sent a request."""

    def __init__(self, memory: QueuedMemory, envelope: RequestEnvelope) -> None:
        self._memory = memory
        self._envelope = envelope
        self._is_known = False

    def read(self) -> Kept:
        kept = self._memory.get_attributes(self._envelope)
        self._is_known = bool(kept)
        return kept

    def write(self, kept: Kept) -> None:
        if self._is_known:
            self._memory.replace_attributes(self._envelope, kept)
        else:
            self._memory.save_attributes(self._envelope, kept)

    def delete(self) -> None:
        self._memory.delete_attributes(self._envelope)
        self._is_known = False

    def change_soon(self, change: Change) -> None:
        self._memory.change_attributes(self._envelope, change)
