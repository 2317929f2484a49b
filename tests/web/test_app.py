"""The application over HTTP, as its server serves it: sizes, methods, addresses, pages, health."""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import skill
from skill.settings import Settings, read_settings
from skill.web.app import MAX_BODY_BYTES, create_app

from .authority import Authority, signed
from .conftest import json_of
from .envelopes import SKILL_ID, Json, changed, envelope, request
from .servers import Answer, ask, served


@pytest.fixture(scope="module")
def port(app: Flask) -> Iterator[int]:
    with served(app) as port:
        yield port


@pytest.fixture(scope="module")
def closed_app(trust_roots: Path) -> Flask:
    """The skill without its SKILL_ID."""
    return create_app(read_settings({"SSL_CERT_FILE": str(trust_roots)}), remember=False)


def padded(size: int) -> bytes:
    """A good request of this many bytes."""
    body = json.dumps(envelope()).encode()
    return body + b" " * (size - len(body))


def pieces(body: bytes) -> Iterator[bytes]:
    for begin in range(0, len(body), 10_000):
        yield body[begin : begin + 10_000]


def reason(answer: Answer) -> str:
    """The short reason of a refusal, which is all that it says."""
    assert answer.headers["Content-Type"].startswith("application/json")
    assert list(answer.json) == ["error"]
    given: str = answer.json["error"]
    assert 0 < len(given) < 100
    return given


def test_a_signed_request_is_answered_over_http(port: int, authority: Authority) -> None:
    body = padded(2500)
    answer = ask(port, "POST", "/alexa", body, signed(authority.signer_key, body))

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json["version"] == "1.0"
    assert "outputSpeech" in answer.json["response"]


def test_an_unsigned_request_gets_400_over_http(port: int) -> None:
    answer = ask(port, "POST", "/alexa", padded(2500), {"Content-Type": "application/json"})

    assert answer.status == 400
    assert reason(answer) == "the request is not signed"


@pytest.mark.parametrize("chunked", [False, True], ids=["with a length", "in chunks"])
def test_a_body_of_256_kib_is_answered_and_one_byte_more_gets_413(
    port: int, authority: Authority, chunked: bool
) -> None:
    assert MAX_BODY_BYTES == 256 * 1024
    for size, status in ((MAX_BODY_BYTES, 200), (MAX_BODY_BYTES + 1, 413)):
        body = padded(size)
        headers = signed(authority.signer_key, body)
        answer = ask(port, "POST", "/alexa", pieces(body) if chunked else body, headers)
        assert answer.status == status
    assert reason(answer)


def test_a_body_that_is_larger_by_far_gets_413(port: int) -> None:
    answer = ask(port, "POST", "/alexa", b" " * (4 * 1024 * 1024))

    assert answer.status == 413
    assert reason(answer)


@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"]
)
def test_the_body_is_read_as_it_came_whatever_its_type(port: int, authority: Authority, kind: str) -> None:
    body = padded(2500)
    answer = ask(port, "POST", "/alexa", body, signed(authority.signer_key, body) | {"Content-Type": kind})

    assert answer.status == 200


def test_a_request_without_a_body_gets_400(port: int) -> None:
    assert ask(port, "POST", "/alexa").status == 400


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_another_method_than_post_gets_405_and_is_told_so(port: int, method: str) -> None:
    answer = ask(port, method, "/alexa")

    assert answer.status == 405
    assert "POST" in answer.headers["Allow"]
    assert reason(answer)


@pytest.mark.parametrize("path", ["/health", "/", "/privacy"])
def test_a_page_is_only_to_be_read(port: int, path: str) -> None:
    answer = ask(port, "POST", path, b"{}")

    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/nowhere", "/alexa/", "/Alexa", "/alexa/more", "/alexa/../health", "/%00", "/%ff"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_there_is_nothing_elsewhere(port: int, method: str, path: str) -> None:
    answer = ask(port, method, path)

    assert answer.status == 404
    assert reason(answer)


def test_a_refusal_tells_nothing_of_the_request(port: int, authority: Authority) -> None:
    document = changed(envelope(), "context/System/application/applicationId", "amzn1.ask.skill.SECRET")
    body = json.dumps(document).encode()
    answer = ask(port, "POST", "/alexa?SECRET", body, signed(authority.signer_key, body))

    assert answer.status == 400
    assert b"SECRET" not in answer.body


def test_health_tells_the_version_when_alexa_can_be_answered(port: int) -> None:
    answer = ask(port, "GET", "/health")

    assert answer.status == 200
    assert answer.json["version"] == skill.__version__


def test_health_tells_the_reason_when_alexa_cannot_be_answered(closed_app: Flask) -> None:
    response = closed_app.test_client().get("/health")

    assert response.status_code == 503
    assert "SKILL_ID" in json_of(response)["reason"]


def test_without_verifying_no_skill_id_is_needed(trust_roots: Path) -> None:
    open_app = create_app(read_settings({"SSL_CERT_FILE": str(trust_roots)}), verify=False, remember=False)
    client = open_app.test_client()

    assert client.get("/health").status_code == 200
    assert client.post("/alexa", json=envelope()).status_code == 200


def test_without_a_skill_id_every_request_gets_400(closed_app: Flask, authority: Authority) -> None:
    client = closed_app.test_client()
    body = json.dumps(envelope()).encode()
    for headers in ({}, signed(authority.signer_key, body)):
        response = client.post("/alexa", data=body, headers=headers)
        assert response.status_code == 400
        assert json_of(response) == {"error": "SKILL_ID is not set"}


def test_an_empty_application_id_is_not_that_of_a_skill_without_one(closed_app: Flask) -> None:
    document = changed(envelope(), "context/System/application/applicationId", "")

    assert closed_app.test_client().post("/alexa", json=document).status_code == 400


def test_the_first_page_says_what_this_is(port: int) -> None:
    answer = ask(port, "GET", "/")

    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Leg Cramp Coach" in answer.body.decode()
    assert skill.__version__ in answer.body.decode()


def test_the_first_page_says_why_alexa_cannot_be_answered(closed_app: Flask, app: Flask) -> None:
    assert "SKILL_ID is not set" in closed_app.test_client().get("/").text
    assert "SKILL_ID is not set" not in app.test_client().get("/").text


def test_the_privacy_page_is_there_with_and_without_a_skill_id(closed_app: Flask, port: int) -> None:
    assert "privacy" in ask(port, "GET", "/privacy").body.decode().lower()
    assert closed_app.test_client().get("/privacy").status_code == 200


def test_the_server_does_not_tell_what_it_runs_on(port: int) -> None:
    for method, path in (("GET", "/health"), ("GET", "/nowhere"), ("POST", "/alexa")):
        assert ask(port, method, path).headers.get_all("Server") == ["leg-cramp-coach"]


# Without verifying


OPEN: list[Json] = [
    changed(envelope(), "request/timestamp", "2017-01-01T00:00:00Z"),
    changed(envelope(), "request/timestamp", "2017-01-01T00:00:00"),
    changed(envelope(), "request/timestamp", None),
    changed(envelope(), "context/System/application/applicationId", "amzn1.ask.skill.another"),
    changed(envelope(), "session/application/applicationId", "amzn1.ask.skill.another"),
    changed(envelope(), "context", None),
    changed(envelope(), "context", {}),
    changed(envelope(), "session", None),
    {"request": {"type": "LaunchRequest"}},
    {"request": {"type": "IntentRequest", "intent": {"name": "AMAZON.HelpIntent"}}},
]


@pytest.mark.parametrize("document", OPEN)
def test_without_verifying_any_test_client_is_answered(open_app: Flask, document: Json) -> None:
    response = open_app.test_client().post("/alexa", json=document)

    assert response.status_code == 200
    assert "outputSpeech" in json_of(response)["response"]


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"request": {}},
        {"request": {"type": "IntentRequest"}},
        envelope(request("IntentRequest")),
    ],
)
def test_even_without_verifying_it_must_be_an_envelope(open_app: Flask, document: object) -> None:
    assert open_app.test_client().post("/alexa", json=document).status_code == 400


# Slow and many


def test_requests_are_answered_while_a_client_dawdles(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as dawdling:
        dawdling.sendall(b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{")
        began = time.monotonic()
        assert ask(port, "GET", "/health").status == 200
        assert time.monotonic() - began < 1


def test_a_database_that_is_away_delays_no_start_and_no_answer(trust_roots: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "not-a-folder"
    blocked.write_text("")
    settings: Settings = read_settings(
        {
            "SKILL_ID": SKILL_ID,
            "SSL_CERT_FILE": str(trust_roots),
            "SKILL_DATABASE_URL": f"sqlite:///{blocked}/memory.sqlite3",
        }
    )
    client = create_app(settings, verify=False).test_client()

    response = client.post("/alexa", json=envelope(request("LaunchRequest")))
    assert response.status_code == 200
    assert "outputSpeech" in json_of(response)["response"]
