"""The device's audio player: what its requests say of it, and what a reply tells it."""

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
    """It waits while somebody speaks, and goes on by itself when the session is over."""
    BUFFER_UNDERRUN = "BUFFER_UNDERRUN"
    STOPPED = "STOPPED"
    FINISHED = "FINISHED"


_SOUNDING = frozenset({Activity.PLAYING, Activity.PAUSED, Activity.BUFFER_UNDERRUN})


@dataclass(frozen=True)
class Player:
    """The audio player, as a request tells of it."""

    can_play: bool
    """True if the device has one."""
    activity: Activity | None
    has_track: bool
    """True if it holds a track of this skill's, of whatever rendering."""
    position: Position | None
    """The moment at which it is, or was when it stopped; None for a track of another rendering."""
    failure: str | None = None
    """Amazon's name for what went wrong, in a request that tells of a failure."""
    failed_at: Position | None = None
    """The moment that was reached before the failure."""

    @property
    def is_sounding(self) -> bool:
        """True while a track sounds, or waits for a session to end."""
        return self.activity in _SOUNDING


@dataclass(frozen=True)
class Play:
    """Play from a moment on, in place of what plays, or after it."""

    position: Position
    url: str
    title: str
    """For a screen."""
    subtitle: str
    after: Position | None = None
    """The track behind which it is queued; None to play at once."""


@dataclass(frozen=True)
class Silence:
    """End what plays, with all that was to come. It does no harm when all is silent."""


Audio = Play | Silence
"""An order to the audio player."""


def read_player(envelope: RequestEnvelope, recordings: Recordings) -> Player:
    """The audio player in a request: the request's own token first, then the device's state."""
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
    """The directives that carry an order out."""
    match audio:
        case Play():
            return [_play(audio)]
        case Silence():
            return [StopDirective(), ClearQueueDirective(clear_behavior=ClearBehavior.CLEAR_ALL)]
    return None


def _failure(request: object, recordings: Recordings) -> tuple[str | None, Position | None]:
    if not isinstance(request, PlaybackFailedRequest):
        return None, None
    error, state = request.error, request.current_playback_state
    reason = error.object_type.value if error and error.object_type else "no reason given"
    reached = recordings.at(state.token, state.offset_in_milliseconds) if state else None
    return reason, reached


def _play(play: Play) -> PlayDirective:
    stream = Stream(
        token=play.position.token,
        url=play.url,
        offset_in_milliseconds=round(play.position.seconds * 1000),
    )
    behavior = PlayBehavior.REPLACE_ALL
    if play.after is not None:
        # Where another track is the last one by now, the player ignores it.
        stream.expected_previous_token = play.after.token
        behavior = PlayBehavior.ENQUEUE
    metadata = AudioItemMetadata(title=play.title, subtitle=play.subtitle)
    return PlayDirective(play_behavior=behavior, audio_item=AudioItem(stream=stream, metadata=metadata))
