"""How long something plays, found from its bytes."""

from collections.abc import Callable
from io import BytesIO

Fetch = Callable[[str], bytes]
"""Takes a URL, returns what is there. Raises FetchFailed."""

_UNAVAILABLE = 503
_SERVER_ERRORS = 500


class FetchFailed(Exception):
    """Nothing came from a URL, or something other than 200."""

    def __init__(self, url: str, status: int | None, reason: str) -> None:
        super().__init__(f"{url}: {status} {reason}".rstrip() if status else f"{url}: no answer: {reason}")
        self.status = status
        """The HTTP status; None when there was no answer."""


class Unplayable(Exception):
    """A stream that cannot be played. The message says why."""

    def __init__(self, type: str, reason: str) -> None:
        super().__init__(reason)
        self.type = type
        """One of Alexa's error types, MEDIA_ERROR_..."""


class Sounds:
    """What has been fetched, each URL once."""

    def __init__(self, fetch: Fetch | None) -> None:
        """Without `fetch` nothing can be played."""
        self.fetch = fetch
        self._seconds: dict[str, float] = {}

    def seconds(self, url: str) -> float:
        """How long it plays. Raises Unplayable."""
        if url not in self._seconds:
            self._seconds[url] = _seconds_of(self._fetched(url), url)
        return self._seconds[url]

    def _fetched(self, url: str) -> bytes:
        if self.fetch is None:
            raise Unplayable("MEDIA_ERROR_INTERNAL_DEVICE_ERROR", f"{url}: no way to fetch anything")
        try:
            return self.fetch(url)
        except FetchFailed as failure:
            raise Unplayable(_type_of(failure.status), str(failure)) from failure


def _type_of(status: int | None) -> str:
    # As the audio player's error types are described: not reached, failed by the server, or asked wrongly.
    if status is None or status == _UNAVAILABLE:
        return "MEDIA_ERROR_SERVICE_UNAVAILABLE"
    return "MEDIA_ERROR_INTERNAL_SERVER_ERROR" if status >= _SERVER_ERRORS else "MEDIA_ERROR_INVALID_REQUEST"


def _seconds_of(audio: bytes, url: str) -> float:
    # Imported here: a question that plays nothing does not wait for it.
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    # It says that it is typed, and its functions are not.
    read: Callable[[BytesIO], MP3] = MP3
    try:
        info = read(BytesIO(audio)).info
    except MutagenError as error:
        raise Unplayable("MEDIA_ERROR_UNKNOWN", f"{url}: not an MP3: {error}") from error
    # Text may look like one frame of an MP3; it is never followed by others.
    if info is None or info.sketchy:
        raise Unplayable("MEDIA_ERROR_UNKNOWN", f"{url}: not an MP3")
    return float(info.length)
