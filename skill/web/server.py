"""The server: Granian, which keeps the connections and reads the headers outside of Python.

docs/server.md gives the measurements for which it was chosen.
"""

import asyncio
import atexit
import ipaddress
import multiprocessing
import os
import signal
import socket
import sys
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.util import Finalize
from threading import Event, Thread
from typing import Any

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server as EmbeddedGranian

from skill.web.gateway import Gateway

IDLE_SECONDS = 75
"""The seconds until the headers of the next request are complete, or else the connection is closed. Load
balancers keep connections for a minute, and would send a request into one that is being closed."""
MAX_OPEN = 4096
"""The connections that may wait to be accepted, and the requests of a worker that may be open."""


def is_loopback(host: str) -> bool:
    """True if each address of this host can be reached from this machine only."""
    try:
        found = socket.getaddrinfo(host, None)
    except (OSError, UnicodeError):
        return False
    return all(ipaddress.ip_address(address[4][0]).is_loopback for address in found)


class Server:
    """A server of one application."""

    def __init__(self, app: Flask, host: str, port: int, workers: int = 1) -> None:
        """Make a server, which listens as soon as it runs.

        host, port: the address. Port 0 stands for a free port.
        workers: the number of processes that answer. A single one is this process itself. Several are forked
        from it, so that they share what it has loaded.

        Raises OSError or ValueError if the address cannot be used, and ValueError for several workers on a
        system that cannot fork.
        """
        if workers > 1 and "fork" not in multiprocessing.get_all_start_methods():
            raise ValueError("this system can run one worker only")
        self._workers = workers
        self._gateway = Gateway(app, app.config["MAX_CONTENT_LENGTH"])
        self._address, self.port = _usable_address(host, port)
        self._granian: EmbeddedGranian | None = None
        self._loop: AbstractEventLoop | None = None
        self._is_serving = Event()

    def run(self) -> None:
        """Answer requests until SIGTERM, Ctrl-C or `stop`."""
        _allow_many_connections()
        if self._workers > 1:
            self._run_workers()
        else:
            # Where the loop takes no signals, as on Windows, Ctrl-C arrives as an exception.
            with suppress(KeyboardInterrupt), asyncio.Runner(loop_factory=_loop_factory()) as runner:
                runner.run(self._run_here())

    def stop(self) -> None:
        """End `run` in another thread, where it has one worker."""
        self._is_serving.wait()
        assert self._loop is not None
        assert self._granian is not None
        self._loop.call_soon_threadsafe(self._granian.stop)

    async def _run_here(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._granian = EmbeddedGranian(self._gateway, **self._options())
        if threading.current_thread() is threading.main_thread() and sys.platform != "win32":
            self._loop.add_signal_handler(signal.SIGTERM, self._granian.stop)
            self._loop.add_signal_handler(signal.SIGINT, self._granian.stop)
        self._is_serving.set()
        await self._granian.serve()
        await self._gateway.finish()

    def _run_workers(self) -> None:
        multiprocessing.set_start_method("fork", force=True)
        reading, writing = os.pipe()

        def begin_worker() -> Any:
            os.close(writing)
            # A forked process ends without them, and changes of the memory may still be pending.
            Finalize(None, atexit._run_exitfuncs, exitpriority=0)
            Thread(target=_end_with_parent, args=(reading,), daemon=True).start()
            return self._gateway

        granian = Granian("skill", workers=self._workers, respawn_failed_workers=True, **self._options())
        granian.serve(target_loader=begin_worker, wrap_loader=False)

    def _options(self) -> dict[str, Any]:
        return {
            "address": self._address,
            "port": self.port,
            "interface": Interfaces.RSGI,
            "http": HTTPModes.http1,
            "http1_settings": HTTP1Settings(header_read_timeout=IDLE_SECONDS * 1000),
            "websockets": False,
            "backlog": MAX_OPEN,
            "backpressure": MAX_OPEN,
            "log_level": LogLevels.error,
            # Its log goes the way of all others.
            "log_dictconfig": {"handlers": {}, "loggers": {}},
        }


def _allow_many_connections() -> None:
    """Raise the number of files that this process may have open to what the system allows it."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _end_with_parent(pipe: int) -> None:
    """End this process as soon as its parent has ended: the other end of the pipe is closed then."""
    os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _loop_factory() -> Callable[[], AbstractEventLoop] | None:
    """Return the maker of uvloop's event loop, or None for Python's own, where uvloop is not installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _found(host: str, port: int) -> Any:
    """Return the first IPv4 address of a host, as `socket.getaddrinfo` gives it, or else its first one."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return next((each for each in found if each[0] is socket.AF_INET), found[0])


def _usable_address(host: str, port: int) -> tuple[str, int]:
    """Return the address of a host, and the port. Raises OSError if nothing can listen there.

    Granian shares a port with any other process that allows it, so this finds out whether it is free.
    """
    family, kind, _, _, address = _found(host, port)
    with socket.socket(family, kind) as trial:
        if sys.platform != "win32":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        trial.bind(address)
        found = trial.getsockname()
    return str(found[0]), int(found[1])
