"""The ways of an envelope to the skill: WSGI in the same process, or HTTP."""

import json
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Protocol, runtime_checkable
from urllib.parse import SplitResult, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.test import Client

from skill.simulator.response import PlatformFault
from skill.simulator.sound import FetchFailed

Transport = Callable[[dict[str, Any]], dict[str, Any]]
"""A function that sends a request envelope and returns the response envelope.

It raises SkillRefused, or PlatformFault if the answer is not a JSON object.
"""


@runtime_checkable
class Fetching(Protocol):
    """A transport that fetches audio files as well."""

    def fetch(self, url: str) -> bytes:
        """Return the bytes at a URL. Raises FetchFailed for every answer other than 200, even a redirect."""


TIMEOUT_SECONDS = 8.0
"""The seconds for which Alexa waits for a skill."""


class SkillRefused(Exception):
    """The skill gave no answer, or one other than 200."""

    def __init__(self, status: int | None, reason: str) -> None:
        super().__init__(f"the skill refused: {status} {reason}" if status else f"no answer: {reason}")
        self.status = status
        """The HTTP status, or None if there was no answer."""
        self.reason = reason
        """The reason that the skill gave, or the error of the connection."""


class WsgiTransport:
    """A transport to `/alexa` of a WSGI application in the same process."""

    def __init__(self, app: WSGIApplication) -> None:
        self._client = Client(app)

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """Post an envelope and return the answer."""
        with self._client.post("/alexa", json=envelope) as response:
            return _envelope(response.status_code, response.get_data())

    def fetch(self, url: str) -> bytes:
        """Return the bytes that the application has at the URL's path, on any host. Raises FetchFailed."""
        parts = urlsplit(url)
        with self._client.get(_target(parts), base_url=f"{parts.scheme}://{parts.netloc}") as response:
            if response.status_code != HTTPStatus.OK:
                raise FetchFailed(url, response.status_code, response.status.partition(" ")[2])
            return response.get_data()


class HttpTransport:
    """A transport to a URL, such as http://127.0.0.1:5000/alexa."""

    def __init__(self, url: str) -> None:
        self._connect = _connector(url)
        self._target = _target(urlsplit(url))

    def __call__(self, envelope: dict[str, Any]) -> dict[str, Any]:
        """Post an envelope on a new connection and return the answer."""
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
        """Return the bytes at a URL. Raises FetchFailed."""
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
