"""How an envelope reaches the skill: through WSGI in this process, or over HTTP."""

import json
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable
from urllib.parse import SplitResult, urlsplit

from werkzeug.test import Client

from skill.simulator.response import PlatformFault
from skill.simulator.sound import FetchFailed

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Transport = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes a request envelope, returns the response envelope. Raises SkillRefused, or PlatformFault when the
answer is no JSON object."""


@runtime_checkable
class Fetching(Protocol):
    """A transport that also gets what the audio player plays."""

    def fetch(self, url: str) -> bytes:
        """What is at a URL. Raises FetchFailed for anything but 200; redirects are not followed."""


TIMEOUT_SECONDS = 8.0
"""How long Alexa waits for a skill."""


class SkillRefused(Exception):
    """The skill answered with something other than 200, or not at all."""

    def __init__(self, status: int | None, reason: str) -> None:
        super().__init__(f"the skill refused: {status} {reason}" if status else f"no answer: {reason}")
        self.status = status
        """The HTTP status; None when there was no answer."""
        self.reason = reason
        """What the skill said of it, or the connection's error."""


class WsgiTransport:
    """Posts to `/alexa` of a WSGI application in this process."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._client = Client(app)

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """One request and its answer."""
        with self._client.post("/alexa", json=envelope) as response:
            return _envelope(response.status_code, response.get_data())

    def fetch(self, url: str) -> bytes:
        """What the application has at the URL's path, whatever its host. Raises FetchFailed."""
        parts = urlsplit(url)
        with self._client.get(_target(parts), base_url=f"{parts.scheme}://{parts.netloc}") as response:
            if response.status_code != HTTPStatus.OK:
                raise FetchFailed(url, response.status_code, response.status.partition(" ")[2])
            return response.get_data()


class HttpTransport:
    """Posts to a URL, such as http://127.0.0.1:5000/alexa."""

    def __init__(self, url: str) -> None:
        self._connect = _connector(url)
        self._target = _target(urlsplit(url))

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """One request and its answer, on a connection of its own."""
        connection = self._connect()
        try:
            connection.request(
                "POST",
                self._target,
                body=json.dumps(envelope).encode(),
                headers={"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"},
            )
            response = connection.getresponse()
            return _envelope(response.status, response.read())
        except (OSError, HTTPException) as error:
            raise SkillRefused(None, str(error) or type(error).__name__) from error
        finally:
            connection.close()

    def fetch(self, url: str) -> bytes:
        """What is at a URL, wherever that is. Raises FetchFailed."""
        try:
            connection = _connector(url)()
        except ValueError as error:
            raise FetchFailed(url, None, str(error)) from error
        try:
            connection.request("GET", _target(urlsplit(url)))
            response = connection.getresponse()
            body = response.read()
        except (OSError, HTTPException) as error:
            raise FetchFailed(url, None, str(error) or type(error).__name__) from error
        finally:
            connection.close()
        if response.status != HTTPStatus.OK:
            raise FetchFailed(url, response.status, response.reason)
        return body


def _connector(url: str) -> Callable[[], HTTPConnection]:
    parts = urlsplit(url)
    host, port = parts.hostname, parts.port
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"not an http or https address: {url}")
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return lambda: kind(host, port, timeout=TIMEOUT_SECONDS)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _envelope(status: int, body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except ValueError:
        document = None
    if status != 200:
        raise SkillRefused(status, _reason(document))
    if not isinstance(document, dict):
        raise PlatformFault("the response is not a JSON object")
    return document


def _reason(document: object) -> str:
    if isinstance(document, dict):
        for key in ("error", "reason"):
            if document.get(key):
                return str(document[key])
    return "no reason given"
