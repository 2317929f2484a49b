"""The length of audio files, found from their bytes."""

from collections.abc import Callable
from io import BytesIO

Fetch = Callable[[str], bytes]
"""A function that returns the bytes at a URL, or raises FetchFailed."""

_UNAVAILABLE = 503
_SERVER_ERRORS = 500


class FetchFailed(Exception):
    """A URL that gave no answer, or an answer other than 200."""

    def __init__(self, url: str, status: int | None, reason: str) -> None:
        super().__init__(f"{url}: {status} {reason}".rstrip() if status else f"{url}: no answer: {reason}")
        self.status = status
        """The HTTP status, or None if there was no answer."""


class Unplayable(Exception):
    """A stream that cannot be played. The message says why."""

    def __init__(self, type: str, reason: str) -> None:
        super().__init__(reason)
        self.type = type
        """The type of the error as Alexa names it, MEDIA_ERROR_..."""


class Sounds:
    """The lengths of audio files. Each URL is fetched once."""

    def __init__(self, fetch: Fetch | None) -> None:
        """Take the function that fetches a file. Without it every file is unplayable."""
        self.fetch = fetch
        self._seconds: dict[str, float] = {}

    def seconds(self, url: str) -> float:
        """Return the seconds of the audio at a URL. Raises Unplayable."""
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
    # Alexa's error types tell apart a server that is not reached, one that fails, and a wrong request.
    if status is None or status == _UNAVAILABLE:
        return "MEDIA_ERROR_SERVICE_UNAVAILABLE"
    return "MEDIA_ERROR_INTERNAL_SERVER_ERROR" if status >= _SERVER_ERRORS else "MEDIA_ERROR_INVALID_REQUEST"


def _seconds_of(audio: bytes, url: str) -> float:
    # Imported here, so that it is loaded only when something plays.
    from mutagen import MutagenError
    from mutagen.mp3 import MP3

    # mutagen declares itself as typed, but its functions have no types.
    read: Callable[[BytesIO], MP3] = MP3
    try:
        info = read(BytesIO(audio)).info
    except MutagenError as error:
        raise Unplayable("MEDIA_ERROR_UNKNOWN", f"{url}: not an MP3: {error}") from error
    # A text may look like one frame of an MP3, but no further frames follow it. mutagen calls that sketchy.
    if info is None or info.sketchy:
        raise Unplayable("MEDIA_ERROR_UNKNOWN", f"{url}: not an MP3")
    return float(info.length)
