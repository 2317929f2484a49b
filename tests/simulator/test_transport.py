import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from werkzeug import Request, Response

from skill.simulator.response import PlatformFault
from skill.simulator.sound import FetchFailed
from skill.simulator.transport import Fetching, HttpTransport, SkillRefused, WsgiTransport

# What the request asks for, and what it then gets.
ANSWERS: dict[str, tuple[int, bytes]] = {
    "good": (200, b'{"version": "1.0"}'),
    "error": (400, b'{"error": "the signature is missing"}'),
    "reason": (503, b'{"reason": "no SKILL_ID"}'),
    "bare": (500, b"<h1>oops</h1>"),
    "text": (200, b"fine"),
    "list": (200, b"[]"),
}


FILE = b"\xff\xfb not text"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/audio/a.mp3?v=1" else 404)
        self.send_header("Content-Length", str(len(FILE)))
        self.end_headers()
        self.wfile.write(FILE)

    def do_POST(self) -> None:
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, body = ANSWERS[sent["want"]]
        if self.path != "/alexa" or not self.headers["Content-Type"].startswith("application/json"):
            status = 404
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@Request.application
def application(request: Request) -> Response:
    if request.method == "GET":
        return Response(FILE, 200 if request.full_path == "/audio/a.mp3?v=1" else 404)
    status, body = ANSWERS[request.get_json()["want"]]
    return Response(body, status if request.path == "/alexa" else 404)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/alexa"
        server.shutdown()
        thread.join()


@pytest.fixture(params=["http", "wsgi"])
def transport(request: pytest.FixtureRequest, address: str) -> HttpTransport | WsgiTransport:
    return HttpTransport(address) if request.param == "http" else WsgiTransport(application)


def test_an_envelope_goes_there_and_an_answer_comes_back(transport: HttpTransport | WsgiTransport) -> None:
    assert transport({"want": "good"}) == {"version": "1.0"}


@pytest.mark.parametrize(
    ("want", "status", "reason"),
    [
        ("error", 400, "the signature is missing"),
        ("reason", 503, "no SKILL_ID"),
        ("bare", 500, "no reason given"),
    ],
)
def test_a_refusal_carries_its_status_and_reason(
    transport: HttpTransport | WsgiTransport, want: str, status: int, reason: str
) -> None:
    with pytest.raises(SkillRefused) as refused:
        transport({"want": want})
    assert (refused.value.status, refused.value.reason) == (status, reason)
    assert str(status) in str(refused.value)


@pytest.mark.parametrize("want", ["text", "list"])
def test_an_answer_that_is_no_json_object_is_a_fault(
    transport: HttpTransport | WsgiTransport, want: str
) -> None:
    with pytest.raises(PlatformFault, match="not a JSON object"):
        transport({"want": want})


def test_a_skill_that_is_not_there_refuses_without_a_status() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        port = server.server_port
    with pytest.raises(SkillRefused) as refused:
        HttpTransport(f"http://127.0.0.1:{port}/alexa")({"want": "good"})
    assert refused.value.status is None


@pytest.mark.parametrize("url", ["ftp://example.org/alexa", "localhost:5000", "http:///alexa"])
def test_only_http_addresses_are_taken(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        HttpTransport(url)


def test_a_file_is_fetched_as_it_is(transport: HttpTransport | WsgiTransport, address: str) -> None:
    assert isinstance(transport, Fetching)
    assert transport.fetch(address.replace("/alexa", "/audio/a.mp3?v=1")) == FILE


def test_anything_but_200_is_no_file(transport: HttpTransport | WsgiTransport, address: str) -> None:
    with pytest.raises(FetchFailed, match=r"nowhere\.mp3: 404 ") as failed:
        transport.fetch(address.replace("/alexa", "/nowhere.mp3"))
    assert failed.value.status == 404


def test_an_application_in_this_process_has_every_host() -> None:
    assert WsgiTransport(application).fetch("https://coach.example/audio/a.mp3?v=1") == FILE


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/a.mp3", "ftp://127.0.0.1/a.mp3", "http://127.0.0.1:x/"])
def test_where_nobody_answers_there_is_no_file_and_no_status(url: str) -> None:
    with pytest.raises(FetchFailed, match="no answer") as failed:
        HttpTransport("http://127.0.0.1/alexa").fetch(url)
    assert failed.value.status is None
