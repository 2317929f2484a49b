"""The way from the server to the Flask application: a body is read first, then a thread answers.

Granian's WSGI mode reads bodies in the threads that answer, so a few slow bodies stop them all. Its RSGI mode
hands a request over when its headers are there. Here the event loop reads the body, with a bound and a
deadline, and only a whole request takes a thread.

https://github.com/emmett-framework/granian/blob/master/docs/spec/RSGI.md
"""

import asyncio
import contextlib
import io
import logging
import sys
import time
from asyncio import AbstractEventLoop, Future
from functools import lru_cache
from typing import Any, NamedTuple, Protocol
from wsgiref.types import WSGIApplication, WSGIEnvironment

from skill.log import discreet_traceback
from skill.web.threads import Threads

BODY_SECONDS = 5.0
"""The seconds from the headers to the last byte of a body. Alexa sends both at once."""
FINISH_SECONDS = 8.0
"""The seconds for which an ending server goes on with the requests that it has. Alexa waits no longer."""
LOOK = 0.05
"""The seconds between two looks at whether requests are open."""
MAX_DROPPED_BYTES = 16 * 1024 * 1024
"""The bytes of a body that is too long which are read all the same: many clients hear an answer only then."""

logger = logging.getLogger(__name__)


class Scope(Protocol):
    """A request without its body, as RSGI describes it."""

    method: str
    path: str
    query_string: str
    scheme: str
    server: str
    """The address and port of the server, with a colon between."""
    client: str
    """The address and port of the client, with a colon between."""
    headers: Any
    """The headers. Their `items` are pairs of a lower-case name and a value."""


class _WholeRequest(NamedTuple):
    environ: WSGIEnvironment
    protocol: Any
    loop: AbstractEventLoop
    answered: Future[None]


class Gateway:
    """An RSGI application that reads each request whole and has a thread answer it through WSGI."""

    def __init__(self, application: WSGIApplication, max_body_bytes: int) -> None:
        """max_body_bytes: the largest body that the application reads, in bytes.

        Of a longer body the application gets the length alone, by which it refuses the request.
        """
        self._application = application
        self._max_body_bytes = max_body_bytes
        self._open = 0
        """The number of requests that have come and are not answered yet."""

    def __rsgi_init__(self, loop: AbstractEventLoop) -> None:
        """Start the first thread. Granian calls this in each worker."""
        self._threads = Threads(self._answer, loop)

    def __rsgi_del__(self, loop: AbstractEventLoop) -> None:
        """Finish, in a worker, whose loop has stopped by now. Where the loop runs, the server does it."""
        if not loop.is_running():
            loop.run_until_complete(self.finish())

    async def finish(self) -> None:
        """Wait for the requests that are open, FINISH_SECONDS at most, and end the threads."""
        ends = time.monotonic() + FINISH_SECONDS
        # The server may be about to hand over a request that it took before it was told to end.
        await asyncio.sleep(LOOK)
        while self._open and time.monotonic() < ends:
            await asyncio.sleep(LOOK)
        self._threads.end()

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """Answer one request."""
        self._open += 1
        try:
            await self._answer_in_a_thread(scope, protocol)
        finally:
            self._open -= 1

    async def _answer_in_a_thread(self, scope: Scope, protocol: Any) -> None:
        environ = _environ(scope)
        try:
            async with asyncio.timeout(BODY_SECONDS):
                await self._read_body(environ, protocol)
        except TimeoutError:
            protocol.response_empty(408, _NAMED)
            return
        except (RuntimeError, OSError):
            protocol.response_empty(400, _NAMED)  # The connection broke off in the middle of the body.
            return
        loop = asyncio.get_running_loop()
        answered = loop.create_future()
        self._threads.put(_WholeRequest(environ, protocol, loop, answered))
        await answered

    async def _read_body(self, environ: WSGIEnvironment, protocol: Any) -> None:
        """Read the body into the environ, with its length."""
        body = b""
        declared = environ.get("CONTENT_LENGTH")
        if declared is not None and int(declared) <= self._max_body_bytes:
            body = await protocol()
        elif environ.pop("HTTP_TRANSFER_ENCODING", declared) is not None:
            body, length = await self._read_chunks(protocol)
            environ["CONTENT_LENGTH"] = declared or str(length)
        environ["wsgi.input"] = io.BytesIO(body)

    async def _read_chunks(self, protocol: Any) -> tuple[bytes, int]:
        """Return a body and its length in bytes. Of one that is too long the bytes are dropped."""
        chunks, length = [], 0
        async for chunk in protocol:
            length += len(chunk)
            if length <= self._max_body_bytes:
                chunks.append(chunk)
            elif length > MAX_DROPPED_BYTES:
                break
        return (b"".join(chunks), length) if length <= self._max_body_bytes else (b"", length)

    def _answer(self, request: _WholeRequest) -> None:
        try:
            self._answer_through_wsgi(request)
        except BaseException as error:  # Whatever a request raises must not end the thread.
            logger.error("the application failed. %s", discreet_traceback(error))
            request.protocol.response_empty(500, _NAMED)
        finally:
            with contextlib.suppress(RuntimeError):  # The loop is closed when the server has ended.
                request.loop.call_soon_threadsafe(_finish, request.answered)

    def _answer_through_wsgi(self, request: _WholeRequest) -> None:
        started: list[tuple[int, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            started.append((int(status[:3]), [*headers, *_NAMED]))

        answer = self._application(request.environ, start)
        try:
            body = b"".join(answer)
        finally:
            if close := getattr(answer, "close", None):
                close()
        request.protocol.response_bytes(*started[-1], body)


_NAMED = [("Server", "leg-cramp-coach")]
"""The header that stands in place of the server's own, so that no answer tells what the skill runs on."""


def _finish(answered: Future[None]) -> None:
    if not answered.done():  # It is cancelled when the server ends.
        answered.set_result(None)


_BASE: WSGIEnvironment = {
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.version": (1, 0),
    "wsgi.errors": sys.stderr,
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


def _environ(scope: Scope) -> WSGIEnvironment:
    """Return the environ of a request, as PEP 3333 describes it, without the body."""
    host, _, port = scope.server.rpartition(":")
    environ = _BASE | {
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.url_scheme": scope.scheme,
    }
    for name, value in scope.headers.items():
        if key := _key(name):
            environ[key] = f"{environ[key]},{value}" if key in environ else value
    return environ


@lru_cache(maxsize=256)
def _key(header: str) -> str | None:
    """Return the key of a header. One with an underscore could pass for another, so it has none."""
    if "_" in header:
        return None
    key = header.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
