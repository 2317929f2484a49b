"""One small file over HTTPS, within a bound of time and size."""

import contextlib
import socket
import ssl
from http.client import HTTPException, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import Thread

from skill.web.refusal import Refused

MAX_SECONDS = 3.0
"""From connecting to the last byte. Alexa waits 8 s for the whole answer."""

MAX_BYTES = 64 * 1024
"""A signing chain is about 7 kB."""


def download(host: str, path: str, tls: ssl.SSLContext) -> bytes:
    """The file's bytes. Redirects are not followed.

    Raises Refused when the host does not answer with the whole file in MAX_SECONDS.
    """
    # A socket's own timeout is for each read: a host that sends a byte now and then would hold the
    # request for ever. So another thread reads, and this one waits once.
    connection = HTTPSConnection(host, timeout=MAX_SECONDS, context=tls)
    outcome: SimpleQueue[bytes | Refused] = SimpleQueue()
    Thread(target=lambda: outcome.put(_outcome(connection, path)), daemon=True).start()
    try:
        result = outcome.get(timeout=MAX_SECONDS)
    except Empty:
        _cut(connection)
        raise Refused("the signing certificate took too long to download") from None
    if isinstance(result, Refused):
        raise result
    return result


def _outcome(connection: HTTPSConnection, path: str) -> bytes | Refused:
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        if response.status != 200:
            return Refused("the signing certificate's address does not answer with a file")
        content = response.read(MAX_BYTES + 1)
    except (OSError, HTTPException, ValueError, AttributeError):
        # ValueError and AttributeError are what http.client and ssl raise when cut off half-way.
        return Refused("the signing certificate could not be downloaded")
    finally:
        connection.close()
    if len(content) > MAX_BYTES:
        return Refused("the signing certificate is too large")
    if response.length:
        return Refused("the signing certificate could not be downloaded")
    return content


def _cut(connection: HTTPSConnection) -> None:
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
