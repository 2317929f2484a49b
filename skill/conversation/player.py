"""The device's audio player: where it is, as its requests say, and what it is told."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive
from ask_sdk_model.interfaces.audioplayer import (
    AudioItem,
    AudioItemMetadata,
    AudioPlayerState,
    ClearBehavior,
    ClearQueueDirective,
    PlayBehavior,
    PlayDirective,
    StopDirective,
    Stream,
)

from skill.audio.playback.recordings import Position, Recordings
from skill.conversation.turn import request_of


def position_of(handler_input: HandlerInput, recordings: Recordings) -> Position | None:
    """The moment at which the player is, or was when it stopped; None where it plays nothing of ours."""
    request, state = request_of(handler_input), state_of(handler_input)
    token: str | None = getattr(request, "token", None)
    if token is not None:
        return recordings.at(token, getattr(request, "offset_in_milliseconds", None))
    return recordings.at(state.token, state.offset_in_milliseconds) if state else None


def state_of(handler_input: HandlerInput) -> AudioPlayerState | None:
    """What the device says of its player."""
    context = handler_input.request_envelope.context
    return context.audio_player if context else None


def has_player(handler_input: HandlerInput) -> bool:
    """Whether the device can play audio."""
    context = handler_input.request_envelope.context
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    return interfaces is not None and interfaces.audio_player is not None


def silence() -> tuple[Directive, ...]:
    """What ends whatever plays, with all that was to come. It does no harm where nothing does."""
    return StopDirective(), ClearQueueDirective(clear_behavior=ClearBehavior.CLEAR_ALL)


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
