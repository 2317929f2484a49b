"""The download of a small file over HTTPS, with a limit of time and size."""

import contextlib
import socket
import ssl
from http.client import HTTPException, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import Thread

from skill.web.refusal import Refused

MAX_SECONDS = 3.0
"""The seconds from connecting to the last byte. Alexa waits 8 seconds for the whole answer."""

MAX_BYTES = 64 * 1024
"""The largest size of a file in bytes. A signing chain has about 7 kB."""


def download(host: str, path: str, tls: ssl.SSLContext) -> bytes:
    """Return the bytes of a file. Redirects are not followed.

    Raises Refused if the host does not answer with the whole file within MAX_SECONDS.
    """
    # A socket's timeout is for each read, so a host that sends a byte now and then would never run into it.
    # Therefore another thread reads, and this one waits for it once.
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
        # http.client and ssl raise ValueError and AttributeError if the connection is cut off half-way.
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
