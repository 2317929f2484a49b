"""The device's audio player: its state as a request reports it, and the orders that a reply gives it."""

from dataclasses import dataclass
from enum import StrEnum

from ask_sdk_model import Directive, RequestEnvelope
from ask_sdk_model.interfaces.audioplayer import (
    AudioItem,
    AudioItemMetadata,
    ClearBehavior,
    ClearQueueDirective,
    PlaybackFailedRequest,
    PlayBehavior,
    PlayDirective,
    StopDirective,
    Stream,
)

from skill.audio.playback.recordings import Position, Recordings


class Activity(StrEnum):
    """The states of an audio player, by Amazon's names."""

    IDLE = "IDLE"
    PLAYING = "PLAYING"
    PAUSED = "PAUSED"
    """The player waits during a session, and goes on by itself when the session ends."""
    BUFFER_UNDERRUN = "BUFFER_UNDERRUN"
    STOPPED = "STOPPED"
    FINISHED = "FINISHED"


_SOUNDING = frozenset({Activity.PLAYING, Activity.PAUSED, Activity.BUFFER_UNDERRUN})


@dataclass(frozen=True)
class Player:
    """The state of the audio player, as a request reports it."""

    can_play: bool
    """True if the device has an audio player."""
    activity: Activity | None
    """The activity of the player; None if the request does not report it."""
    has_track: bool
    """True if the player holds a track of this skill, from the current rendering or from another one."""
    position: Position | None
    """The moment at which the player is or was stopped; None without a track of the current rendering."""
    failure: str | None = None
    """Amazon's name for the error in a PlaybackFailed request; None in any other request."""
    failed_at: Position | None = None
    """The moment at which playing failed; None if the request does not report it."""

    @property
    def is_sounding(self) -> bool:
        """True if a track is playing, or goes on by itself after the session."""
        return self.activity in _SOUNDING


@dataclass(frozen=True)
class Play:
    """An order to play from a moment on, at once or after the track that plays."""

    position: Position
    url: str
    """The address of the track's file."""
    title: str
    """The title that a screen shows."""
    subtitle: str
    """The line that a screen shows below the title."""
    after: Position | None = None
    """A moment of the track after which this one is queued; None to play at once."""


@dataclass(frozen=True)
class Silence:
    """An order to stop the player and to empty its queue. A player that is silent stays silent."""


Audio = Play | Silence
"""An order to the audio player."""


def read_player(envelope: RequestEnvelope, recordings: Recordings) -> Player:
    """Return the state of the audio player in a request.

    The position is that of the request's own token, or else that of the token in the device's state.
    """
    context, request = envelope.context, envelope.request
    state = context.audio_player if context else None
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    token = getattr(request, "token", None)
    offset = getattr(request, "offset_in_milliseconds", None)
    if token is None and state is not None:
        token, offset = state.token, state.offset_in_milliseconds
    failure, failed_at = _failure(request, recordings)
    return Player(
        can_play=interfaces is not None and interfaces.audio_player is not None,
        activity=Activity(state.player_activity.value) if state and state.player_activity else None,
        has_track=state is not None and bool(state.token),
        position=recordings.at(token, offset),
        failure=failure,
        failed_at=failed_at,
    )


def directives_of(audio: Audio | None) -> list[Directive] | None:
    """Return the directives that carry an order out, or None without an order."""
    match audio:
        case Play():
            return [_play_directive(audio)]
        case Silence():
            return [StopDirective(), ClearQueueDirective(clear_behavior=ClearBehavior.CLEAR_ALL)]
    return None


def _failure(request: object, recordings: Recordings) -> tuple[str | None, Position | None]:
    """Return the error of a PlaybackFailed request and the moment of it, or None and None for any other."""
    if not isinstance(request, PlaybackFailedRequest):
        return None, None
    error, state = request.error, request.current_playback_state
    reason = error.object_type.value if error and error.object_type else "no reason given"
    reached = recordings.at(state.token, state.offset_in_milliseconds) if state else None
    return reason, reached


def _play_directive(play: Play) -> PlayDirective:
    stream = Stream(
        token=play.position.token,
        url=play.url,
        offset_in_milliseconds=round(play.position.seconds * 1000),
    )
    behavior = PlayBehavior.REPLACE_ALL
    if play.after is not None:
        # If another track is the last one in the queue by now, the player ignores the directive.
        stream.expected_previous_token = play.after.token
        behavior = PlayBehavior.ENQUEUE
    metadata = AudioItemMetadata(title=play.title, subtitle=play.subtitle)
    return PlayDirective(play_behavior=behavior, audio_item=AudioItem(stream=stream, metadata=metadata))
