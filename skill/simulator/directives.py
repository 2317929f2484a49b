"""The directives for the audio player, read from a response and checked by Alexa's rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

from skill.simulator.response import PlatformFault

# https://developer.amazon.com/en-US/docs/alexa/custom-skills/audioplayer-interface-reference.html
MAX_TOKEN_CHARACTERS = 1024
MAX_URL_CHARACTERS = 8000

_OWN = "AudioPlayer."
_PLAYBACK = (_OWN, "PlaybackController.")
# Alexa's reference: "Your skill cannot return a response to" these. An empty response counts as none.
_UNANSWERED = ("AudioPlayer.PlaybackStopped", "SessionEndedRequest", "AlexaSkillEvent.", "System.")
# Only Stop and ClearQueue may answer these: Alexa asks for the next stream with PlaybackNearlyFinished.
_WITHOUT_PLAY = ("AudioPlayer.PlaybackStarted", "AudioPlayer.PlaybackFinished")

Behaviour = Literal["REPLACE_ALL", "ENQUEUE", "REPLACE_ENQUEUED"]


@dataclass(frozen=True)
class Stream:
    """A stream of audio."""

    url: str
    token: str
    offset: float
    """The seconds from the beginning of the stream to the place where it is to start."""
    title: str | None = None
    subtitle: str | None = None


@dataclass(frozen=True)
class Play:
    """The directive AudioPlayer.Play: play a stream, now or after others."""

    behaviour: Behaviour
    stream: Stream
    expected: str | None
    """The token of the stream that this one is to follow. It is None unless the behaviour is ENQUEUE."""


@dataclass(frozen=True)
class Stop:
    """The directive AudioPlayer.Stop: stop the stream that plays."""


@dataclass(frozen=True)
class ClearQueue:
    """The directive AudioPlayer.ClearQueue: drop the streams that are queued."""

    everything: bool
    """True if the stream that plays is stopped as well (CLEAR_ALL)."""


Directive = Play | Stop | ClearQueue


def read_directives(
    directives: Sequence[Any], request_type: str, should_end_session: bool | None
) -> list[Directive]:
    """Return the audio player's directives in an answer to a request of this type.

    Directives for other interfaces are left out. Raises PlatformFault for directives that Alexa would refuse.
    """
    kinds = [_field(directive, "type", "a directive") for directive in directives]
    if kinds and request_type.startswith(_UNANSWERED):
        raise PlatformFault(f"{kinds[0]} in answer to {request_type}: nothing may be")
    if request_type.startswith(_PLAYBACK):
        for kind in kinds:
            if not kind.startswith(_OWN):
                raise PlatformFault(f"{kind} in answer to {request_type}: only AudioPlayer directives may be")
    plays = kinds.count("AudioPlayer.Play")
    if plays > 1:
        raise PlatformFault(f"{plays} AudioPlayer.Play directives; Alexa takes one in a response")
    if plays and request_type.startswith(_WITHOUT_PLAY):
        raise PlatformFault(f"AudioPlayer.Play in answer to {request_type}: only Stop and ClearQueue may be")
    if plays and should_end_session is False:
        # Alexa accepts this, but pauses the stream at once in order to listen, which no skill can want.
        raise PlatformFault("AudioPlayer.Play with an open microphone (shouldEndSession false)")
    return [
        _read(kind, directive)
        for kind, directive in zip(kinds, directives, strict=True)
        if kind.startswith(_OWN)
    ]


def _read(kind: str, directive: dict[str, Any]) -> Directive:
    match kind:
        case "AudioPlayer.Play":
            return _play(directive)
        case "AudioPlayer.Stop":
            return Stop()
        case "AudioPlayer.ClearQueue":
            behaviour = directive.get("clearBehavior")
            if behaviour not in ("CLEAR_ALL", "CLEAR_ENQUEUED"):
                raise PlatformFault(f"AudioPlayer.ClearQueue with the clearBehavior {behaviour}")
            return ClearQueue(everything=behaviour == "CLEAR_ALL")
    raise PlatformFault(f"Alexa does not know the directive {kind}")


def _play(directive: dict[str, Any]) -> Play:
    behaviour = directive.get("playBehavior")
    if behaviour not in ("REPLACE_ALL", "ENQUEUE", "REPLACE_ENQUEUED"):
        raise PlatformFault(f"AudioPlayer.Play with the playBehavior {behaviour}")
    item = directive.get("audioItem")
    stream = item.get("stream") if isinstance(item, dict) else None
    if not isinstance(item, dict) or not isinstance(stream, dict):
        raise PlatformFault("AudioPlayer.Play without an audioItem that has a stream")
    url = _field(stream, "url", "AudioPlayer.Play")
    token = _field(stream, "token", "AudioPlayer.Play")
    if len(token) > MAX_TOKEN_CHARACTERS:
        raise PlatformFault(f"the token has {len(token)} characters; Alexa takes {MAX_TOKEN_CHARACTERS}")
    _check_url(url)
    offset = stream.get("offsetInMilliseconds")
    offset = 0 if offset is None else offset
    if not isinstance(offset, int) or isinstance(offset, bool) or offset < 0:
        raise PlatformFault(f"the offsetInMilliseconds is {offset!r}; it is a whole number from 0")
    expected = stream.get("expectedPreviousToken")
    if behaviour == "ENQUEUE":
        _field(stream, "expectedPreviousToken", "AudioPlayer.Play with ENQUEUE")
    elif expected is not None:
        raise PlatformFault(f"expectedPreviousToken with {behaviour}: only ENQUEUE has one")
    metadata = item.get("metadata") or {}
    if not isinstance(metadata, dict):
        raise PlatformFault("the audioItem's metadata is not a JSON object")
    # A screen shows more of the metadata, which is not read here.
    title, subtitle = (str(metadata[key]) if metadata.get(key) else None for key in ("title", "subtitle"))
    return Play(behaviour, Stream(url, token, offset / 1000, title, subtitle), expected)


def _check_url(url: str) -> None:
    if len(url) > MAX_URL_CHARACTERS:
        raise PlatformFault(f"the url has {len(url)} characters; Alexa takes {MAX_URL_CHARACTERS}")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise PlatformFault(f"{url} is no url") from None
    if not url.isascii() or len(url.split()) != 1:
        raise PlatformFault(f"{url} has characters that a url must have encoded")
    # Alexa accepts https only. On this machine, where there is no certificate, http is accepted as well.
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))):
        raise PlatformFault(f"{url} is not an https url")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _field(of: Any, key: str, name: str) -> str:
    value = of.get(key) if isinstance(of, dict) else None
    if not isinstance(value, str) or not value:
        raise PlatformFault(f"{name} without a {key}")
    return value
