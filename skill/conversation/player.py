"""The device's audio player: what it plays, as its requests say, and what it is told."""

from ask_sdk_core.dispatch_components import AbstractRequestInterceptor
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive, IntentRequest, LaunchRequest
from ask_sdk_model.interfaces.audioplayer import (
    AudioItem,
    AudioItemMetadata,
    AudioPlayerState,
    ClearBehavior,
    ClearQueueDirective,
    PlayBehavior,
    PlayDirective,
    PlayerActivity,
    StopDirective,
    Stream,
)

from skill.audio.recordings import Position, Recordings
from skill.coach.plan import Plan
from skill.conversation.coaching import Coaching
from skill.conversation.turn import request_of, session_of

_PLAYING = (PlayerActivity.PLAYING, PlayerActivity.PAUSED, PlayerActivity.BUFFER_UNDERRUN)
"""Until the person stops it: it goes on by itself once the session is over."""
SILENCED: tuple[Directive, ...] = (
    StopDirective(),
    ClearQueueDirective(clear_behavior=ClearBehavior.CLEAR_ALL),
)
"""What ends it, with all that was to come."""


class Interruption(AbstractRequestInterceptor):
    """Before anything else is done with a request: which routine it interrupts that is being played."""

    def __init__(self, recordings: Recordings) -> None:
        self._recordings = recordings

    def process(self, handler_input: HandlerInput) -> None:
        """Find the place: of audio it is known exactly."""
        if not isinstance(request_of(handler_input), IntentRequest | LaunchRequest):
            return
        session = session_of(handler_input)
        position = position_of(handler_input, self._recordings)
        if position is None or session.coaching is not None or activity_of(handler_input) not in _PLAYING:
            return
        session.playing = position
        session.coaching = Coaching(
            Plan(position.playlist.routine, position.playlist.pace), start=position.place
        )


def position_of(handler_input: HandlerInput, recordings: Recordings) -> Position | None:
    """The moment at which the player is, or was when it stopped; None where it plays nothing of ours."""
    request = request_of(handler_input)
    token = getattr(request, "token", None)
    if token is not None:
        offset = getattr(request, "offset_in_milliseconds", None)
        return recordings.at(token, (offset or 0) / 1000)
    state = _state(handler_input)
    return recordings.at(state.token, (state.offset_in_milliseconds or 0) / 1000) if state else None


def activity_of(handler_input: HandlerInput) -> PlayerActivity | None:
    """What the player is doing."""
    state = _state(handler_input)
    return state.player_activity if state else None


def has_player(handler_input: HandlerInput) -> bool:
    """Whether the device can play audio."""
    context = handler_input.request_envelope.context
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    return interfaces is not None and interfaces.audio_player is not None


def play_now(position: Position, url: str, title: str, subtitle: str) -> PlayDirective:
    """Play from this moment, in place of whatever plays. Titles are for a screen."""
    return _play(PlayBehavior.REPLACE_ALL, _stream(position, url), title, subtitle)


def play_after(token: str, position: Position, url: str, title: str, subtitle: str) -> PlayDirective:
    """Play after the track of this token: where another one is last in the queue, the player ignores it."""
    stream = _stream(position, url)
    stream.expected_previous_token = token
    return _play(PlayBehavior.ENQUEUE, stream, title, subtitle)


def _stream(position: Position, url: str) -> Stream:
    return Stream(token=position.token, url=url, offset_in_milliseconds=round(position.seconds * 1000))


def _play(behavior: PlayBehavior, stream: Stream, title: str, subtitle: str) -> PlayDirective:
    metadata = AudioItemMetadata(title=title, subtitle=subtitle)
    return PlayDirective(play_behavior=behavior, audio_item=AudioItem(stream=stream, metadata=metadata))


def _state(handler_input: HandlerInput) -> AudioPlayerState | None:
    context = handler_input.request_envelope.context
    return context.audio_player if context else None
