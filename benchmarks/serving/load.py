"""A load: requests from a file, sent in turn over a few connections, each as soon as the last is answered.

    python benchmarks/serving/load.py PORT FILE (--seconds S | --answers N) [--connections C]

Prints a line of JSON. FILE has a request a line: `{"kind", "request"}`. The process imports nothing but the
standard library and does as little as it can for a request, so that it is not what is measured.
"""

import argparse
import json
import math
import selectors
import socket
from dataclasses import asdict, dataclass, field
from itertools import cycle
from pathlib import Path
from time import perf_counter

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass
class Taken:
    """The answers that were taken."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    """The seconds of each answer."""
    bad: int = 0
    """The number of answers with another status than 200, and of connections that broke off."""
    bodies: dict[int, str] = field(default_factory=dict)
    """The last answer to each request, by its number in the file."""


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.head = 0
        self.length = 0
        self.number = 0
        self.begun = 0.0

    def send(self, number: int, request: bytes) -> None:
        self.buffer, self.length, self.number = b"", 0, number
        self.begun = perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what has come. Return True once the answer is whole. Raises ConnectionError if it ends."""
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionError
        self.buffer = self.buffer + piece if self.buffer else piece
        if not self.length:
            head = self.buffer.find(_END)
            if head < 0:
                return False
            lines = self.buffer[:head].lower()
            value = lines[lines.index(_LENGTH) + len(_LENGTH) :].split(b"\r\n", 1)[0]
            self.head = head + len(_END)
            self.length = self.head + int(value)
        return len(self.buffer) >= self.length


def load(port: int, requests: list[bytes], *, seconds: float, answers: float, connections: int) -> Taken:
    """Send requests until the time is over or so many are answered."""
    taken = Taken()
    numbers = cycle(range(len(requests)))
    begun = perf_counter()
    ends = begun + seconds
    with selectors.DefaultSelector() as selector:
        sent = 0

        def proceed(connection: _Connection) -> None:
            nonlocal sent
            if perf_counter() < ends and sent < answers:
                number = next(numbers)
                sent += 1
                connection.send(number, requests[number])
            else:
                selector.unregister(connection.socket)
                connection.socket.close()

        def connect() -> None:
            connection = _Connection(port)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            proceed(connection)

        for _ in range(connections):
            connect()
        while selector.get_map():
            for key, _ in selector.select():
                connection: _Connection = key.data
                try:
                    if not connection.receive():
                        continue
                except ConnectionError:
                    taken.bad += 1
                    selector.unregister(connection.socket)
                    connection.socket.close()
                    connect()
                    continue
                taken.times.append(perf_counter() - connection.begun)
                if connection.buffer[9:12] != b"200":
                    taken.bad += 1
                taken.bodies[connection.number] = connection.buffer[connection.head :].decode()
                proceed(connection)
    taken.seconds = perf_counter() - begun
    return taken


def main() -> None:
    """Put the load on a server, and print what was taken."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seconds", type=float, default=math.inf)
    parser.add_argument("--answers", type=float, default=math.inf)
    parser.add_argument("--connections", type=int, default=8)
    given = parser.parse_args()
    lines = given.file.read_text(encoding="ascii").splitlines()
    requests = [json.loads(line)["request"].encode("ascii") for line in lines]
    taken = load(
        given.port,
        requests,
        seconds=given.seconds,
        answers=given.answers,
        connections=given.connections,
    )
    print(json.dumps(asdict(taken)))


if __name__ == "__main__":
    main()
