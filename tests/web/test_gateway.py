"""The gateway between the server and the application, with clients that are slow, rude or gone."""

import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from flask import Flask, Response, jsonify, request

from skill.web import gateway

from .servers import ask, served

MAX_BODY_BYTES = 1000


@pytest.fixture(scope="module")
def may_answer() -> threading.Event:
    """What /waiting waits for."""
    return threading.Event()


@pytest.fixture(scope="module")
def port(may_answer: threading.Event) -> Iterator[int]:
    """An application that tells what it got."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    @app.route("/<path:path>", methods=["GET", "POST"])
    def told(path: str) -> Response:
        names = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REMOTE_ADDR", "HTTP_X_TOLD")
        environ = {name: request.environ.get(name) for name in names}
        return jsonify(body=request.get_data().decode(), path=path, **environ)

    @app.route("/failing")
    def failing() -> Response:
        raise SystemError("it fails in a way that Flask does not catch")

    @app.route("/ending")
    def ending() -> Response:
        sys.exit("it would end its thread")

    @app.route("/waiting")
    def waiting() -> Response:
        may_answer.wait(10)
        return Response("at last")

    app.config["PROPAGATE_EXCEPTIONS"] = True
    with served(app) as port:
        yield port


@contextmanager
def sending(port: int, data: bytes) -> Iterator[socket.socket]:
    """A connection on which this was sent, and nothing after it."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data)
        yield connection


def answer_of(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received and (data := connection.recv(4096)):
        received += data
    return received


BEGUN_BODY = b"POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf"
BEGUN_CHUNKS = b"POST /slow HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"


@pytest.mark.parametrize(
    "sent", [b"", b"POST /slow HT", BEGUN_BODY, BEGUN_CHUNKS], ids=["idle", "headers", "body", "chunks"]
)
def test_two_hundred_slow_clients_keep_nobody_waiting(port: int, sent: bytes) -> None:
    with ExitStack() as connections:
        for _ in range(200):
            connections.enter_context(sending(port, sent))
        for _ in range(20):
            assert ask(port, "POST", "/quick", b"hello").json["body"] == "hello"


@pytest.mark.parametrize("sent", [BEGUN_BODY, BEGUN_CHUNKS], ids=["with a length", "in chunks"])
def test_a_body_that_does_not_come_gets_408(port: int, sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BODY_SECONDS", 0.2)
    with sending(port, sent) as connection:
        assert answer_of(connection).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize("sent", [BEGUN_BODY, BEGUN_CHUNKS], ids=["with a length", "in chunks"])
def test_a_client_that_goes_away_in_the_middle_harms_nobody(port: int, sent: bytes) -> None:
    for _ in range(20):
        with sending(port, sent):
            pass
    assert ask(port, "POST", "/quick", b"hello").json["body"] == "hello"


def test_a_request_arrives_as_it_was_sent(port: int) -> None:
    told = ask(port, "POST", "/a%20caf%C3%A9?x=%20y", b"caf\xc3\xa9", {"X-Told": "1"}).json
    assert told["path"] == "a caf\u00e9"
    assert told["PATH_INFO"] == "/a caf\u00c3\u00a9"  # UTF-8 read as Latin-1, as PEP 3333 asks.
    assert told["QUERY_STRING"] == "x=%20y"
    assert told["body"] == "caf\u00e9"
    assert told["REQUEST_METHOD"] == "POST"
    assert told["REMOTE_ADDR"] == "127.0.0.1"
    assert told["HTTP_X_TOLD"] == "1"


def test_a_header_cannot_pass_for_another(port: int) -> None:
    lines = (
        b"GET /a HTTP/1.1\r\nHost: x\r\nX-Told: 1\r\nX_Told: false\r\nX-Told: 2\r\nConnection: close\r\n\r\n"
    )
    with sending(port, lines) as connection:
        answer = connection.makefile("rb").read()
    assert b'"HTTP_X_TOLD":"1,2"' in answer


@pytest.mark.parametrize("length", [b"-1", b"+5", b"5 5", b"x", b"9" * 30])
def test_a_length_that_is_none_gets_400(port: int, length: bytes) -> None:
    with sending(
        port, b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + b"\r\n\r\n12345"
    ) as sent:
        assert answer_of(sent).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("path", ["/failing", "/ending"])
def test_a_request_that_the_application_fails_at_gets_500_and_the_next_is_answered(
    port: int, path: str
) -> None:
    for _ in range(20):
        assert ask(port, "GET", path).status == 500
    assert ask(port, "GET", "/quick").status == 200


def test_requests_that_wait_keep_no_other_waiting(port: int, may_answer: threading.Event) -> None:
    statuses: list[int] = []
    may_answer.clear()

    def visit() -> None:
        statuses.append(ask(port, "GET", "/waiting").status)

    visitors = [threading.Thread(target=visit) for _ in range(20)]
    for visitor in visitors:
        visitor.start()
    may_answer.set()
    for visitor in visitors:
        visitor.join(10)
    assert statuses == [200] * len(visitors)


def test_several_requests_take_turns_on_one_connection(port: int) -> None:
    one = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello"
    last = one.replace(b"Host: x", b"Host: x\r\nConnection: close")
    with sending(port, one + one + last) as connection:
        assert connection.makefile("rb").read().count(b'"body":"hello"') == 3


def test_a_request_that_is_open_when_the_server_ends_is_answered() -> None:
    began, may_answer = threading.Event(), threading.Event()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    @app.route("/waiting")
    def waiting() -> Response:
        began.set()
        may_answer.wait(10)
        return Response("at last")

    answers: list[bytes] = []
    with served(app) as port:
        visitor = threading.Thread(target=lambda: answers.append(ask(port, "GET", "/waiting").body))
        visitor.start()
        began.wait(10)
        threading.Timer(0.3, may_answer.set).start()
    visitor.join(10)
    assert answers == [b"at last"]
