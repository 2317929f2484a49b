"""Real servers on free loopback ports, in threads, and what a client sees of them."""

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from flask import Flask

from skill.web.server import Server


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    port: int,
    method: str,
    path: str,
    body: bytes | Iterable[bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request over a connection of its own. A body in pieces is sent chunked."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        chunked = body is not None and not isinstance(body, bytes)
        given = {**(headers or {}), **({"Transfer-Encoding": "chunked"} if chunked else {})}
        connection.request(method, path, body, given, encode_chunked=chunked)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())
    finally:
        connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def served(app: Flask) -> Iterator[int]:
    """The application behind the skill's own server; its port."""
    server = Server(app, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until_it_listens(server.port)
    try:
        yield server.port
    finally:
        server.stop()
        thread.join(10)
        assert not thread.is_alive()


def wait_until_it_listens(port: int) -> None:
    """Return when connections to the port are accepted."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError(f"nothing listens on port {port}")


class Visit(BaseHTTPRequestHandler):
    """A request to a server below, with what a test needs to answer it badly."""

    server: "_TestServer"

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        self.server.behave(self)

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, data: bytes, every: float) -> None:
        """Send byte after byte, over and over, until nobody listens any more."""
        while not self.server.closing.is_set():
            for byte in data:
                if self.server.closing.wait(every):
                    return
                self.wfile.write(bytes([byte]))
                self.wfile.flush()


class _TestServer(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self, behave: Callable[[Visit], None], tls: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.behave = behave
        self.paths: list[str] = []
        self.closing = threading.Event()
        if tls is not None:
            # The handshake is left to the thread of the connection: one that fails disturbs no other.
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up, or trust nobody, are what these tests are about."""


@dataclass(frozen=True)
class Site:
    port: int
    paths: list[str]
    """The paths asked for so far."""

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"


@contextmanager
def site(behave: Callable[[Visit], None], tls: ssl.SSLContext | None) -> Iterator[Site]:
    """A server that behaves so; without a context it speaks no TLS."""
    server = _TestServer(behave, tls)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Site(server.server_address[1], server.paths)
    finally:
        server.closing.set()
        server.shutdown()
        thread.join(10)
        server.server_close()
