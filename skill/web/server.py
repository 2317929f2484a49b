"""The application behind waitress, a production WSGI server."""

import ipaddress
import socket

from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

THREADS = 8
"""Requests answered at a time. An answer takes milliseconds; a chain download, seconds."""

MAX_BUFFERED_BYTES = 16 * 1024 * 1024
"""What waitress reads before it refuses by itself; the application's own limit is far below."""


def is_loopback(host: str) -> bool:
    """Whether every address of this host is reachable from this machine alone."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(address[4][0]).is_loopback for address in found)


def listen(app: Flask, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    """A server that has its address already; `run()` answers until interrupted.

    Raises OSError or ValueError when the address cannot be had.
    """
    return create_server(
        app, host=host, port=port, threads=THREADS, max_request_body_size=MAX_BUFFERED_BYTES, ident=None
    )
