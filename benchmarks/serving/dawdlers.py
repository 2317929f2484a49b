"""Clients that hold many connections and say next to nothing.

    python benchmarks/serving/dawdlers.py PORT KIND COUNT [KIND COUNT ...]

KIND is `idle` (nothing is sent), `headers` or `bodies` (a byte a second of a request's headers, or of its
body). A connection that the server closes is opened again. Prints the number of open connections once all
have begun, and again every second, until the process is ended. It imports nothing but the standard library.
"""

import socket
import sys
import time
from contextlib import suppress

HEAD = b"POST /alexa HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
BEGIN = {"idle": b"", "headers": HEAD, "bodies": HEAD + b"Content-Length: 1800\r\n\r\n{"}
THEN = {"idle": b"", "headers": b"x", "bodies": b" "}
SECOND = 1.0
TIMEOUT = 2.0


class Dawdler:
    """A client that holds a connection."""

    def __init__(self, port: int, kind: str) -> None:
        self._port = port
        self._kind = kind
        self._socket: socket.socket | None = None

    @property
    def is_connected(self) -> bool:
        """True if the server has not closed the connection, as far as it was seen."""
        return self._socket is not None

    def go_on(self) -> None:
        """Send the next byte, or begin again if the connection is closed."""
        if self._socket is None:
            with suppress(OSError):
                self._socket = socket.create_connection(("127.0.0.1", self._port), TIMEOUT)
                self._socket.sendall(BEGIN[self._kind])
                self._socket.setblocking(False)
            return
        try:
            self._socket.send(THEN[self._kind])
            if self._socket.recv(65536) == b"":
                raise ConnectionError
        except BlockingIOError:
            pass
        except OSError:
            self._socket.close()
            self._socket = None


def main(port: int, counts: dict[str, int]) -> None:
    """Hold the connections, a byte a second on each, evenly over the second."""
    dawdlers = [Dawdler(port, kind) for kind, count in counts.items() for _ in range(count)]
    for dawdler in dawdlers:
        dawdler.go_on()
    while True:
        print(sum(dawdler.is_connected for dawdler in dawdlers), flush=True)
        for dawdler in dawdlers:
            dawdler.go_on()
            time.sleep(SECOND / len(dawdlers))


if __name__ == "__main__":
    words = sys.argv[2:]
    main(int(sys.argv[1]), {kind: int(count) for kind, count in zip(words[::2], words[1::2], strict=True)})
