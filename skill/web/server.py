"""The server: waitress, a WSGI server for production."""

import ipaddress
import socket

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

THREADS = 8
"""The requests that are answered at a time. An answer takes milliseconds; a chain download takes seconds."""

MAX_BUFFERED_BYTES = 16 * 1024 * 1024
"""The largest body in bytes that waitress reads. The application's own limit is far lower."""


def is_loopback(host: str) -> bool:
    """True if each address of this host can be reached from this machine only."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(address[4][0]).is_loopback for address in found)


def listen(app: Flask, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    """Return a server that listens already. Its `run()` answers requests until it is interrupted.

    Raises OSError or ValueError if the address cannot be used.
    """
    return create_server(
        app, host=host, port=port, threads=THREADS, max_request_body_size=MAX_BUFFERED_BYTES, ident=None
    )
