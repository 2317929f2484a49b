"""Requests as they go over the wire: signed, of the size of Alexa's, and written into a file for the load."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks.serving.amazon import Amazon

BYTES = 1_800
"""The least size of a body. Alexa's bodies have this size because of a token of some 1,000 characters."""

WAIT = 10.0
"""The seconds after which an answer is given up."""


@dataclass(frozen=True)
class Post:
    """A request to /alexa."""

    kind: str
    headers: dict[str, str]
    body: bytes

    @property
    def bytes(self) -> bytes:
        """The request as HTTP/1.1 writes it."""
        headers = {"Host": "127.0.0.1", **self.headers, "Content-Length": str(len(self.body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST /alexa HTTP/1.1\r\n{lines}\r\n".encode() + self.body


def sign(kind: str, envelope: dict[str, Any], amazon: Amazon) -> Post:
    """Return the signed request of an envelope, with a token that brings it up to the usual size."""
    system = envelope["context"]["System"]
    missing = BYTES - len(json.dumps(envelope))
    sized = {**system, "apiAccessToken": system["apiAccessToken"] + "x" * missing}
    body = json.dumps({**envelope, "context": {**envelope["context"], "System": sized}}).encode()
    return Post(kind, amazon.sign(body), body)


def write(posts: Iterable[Post], file: Path) -> Path:
    """Write requests for `load.py`, a line of JSON each."""
    lines = [json.dumps({"kind": post.kind, "request": post.bytes.decode("ascii")}) for post in posts]
    file.write_text("\n".join(lines), encoding="ascii")
    return file


def ask(port: int, post: Post) -> tuple[int, bytes]:
    """Send a request over a connection of its own, and return the status and the body of the answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    try:
        connection.request("POST", "/alexa", post.body, post.headers)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
