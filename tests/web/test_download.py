"""One small file over HTTPS, within a bound of time and size."""

import socket
import ssl
import threading
import time
from collections.abc import Callable

import pytest

from skill.web import download as module
from skill.web.download import MAX_BYTES, MAX_SECONDS, download
from skill.web.refusal import Refused

from .authority import Authority
from .servers import Visit, free_port, site

PATH = "/echo.api/a.pem"
SHORT = 0.6
"""Patience for the tests that need not wait for all of it."""


def refusal(host: str, tls: ssl.SSLContext) -> tuple[str, float]:
    """The reason for which nothing is downloaded, and after how many seconds it is given."""
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        download(host, PATH, tls)
    return refused.value.reason, time.monotonic() - began


def file(content: bytes) -> Callable[[Visit], None]:
    return lambda visit: visit.answer(200, content)


def test_a_file_is_downloaded(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    content = bytes(range(256)) * 20
    with site(file(content), server_tls) as bucket:
        assert download(bucket.host, PATH, client_tls) == content
        assert bucket.paths == [PATH]


def test_a_file_without_a_length_is_downloaded(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    def no_length(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nall of it")

    with site(no_length, server_tls) as bucket:
        assert download(bucket.host, PATH, client_tls) == b"all of it"


def test_a_body_that_drips_is_given_up_within_three_seconds(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    def drip(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        visit.drip(b"x", every=0.1)

    assert MAX_SECONDS <= 3
    with site(drip, server_tls) as bucket:
        reason, seconds = refusal(bucket.host, client_tls)
    assert "too long" in reason
    assert seconds < 3.4


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        (b"", b"HTTP/1.1 200 OK\r\n" + b"X-More: y\r\n" * 100),
        (b"HTTP/1.1 200 OK\r\n", b"X-More: y\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
    ],
    ids=["the status line", "the headers", "the chunks", "a body without end"],
)
def test_whatever_drips_is_given_up_in_time(
    server_tls: ssl.SSLContext,
    client_tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    begun: bytes,
    rest: bytes,
) -> None:
    monkeypatch.setattr(module, "MAX_SECONDS", SHORT)

    def drip(visit: Visit) -> None:
        visit.wfile.write(begun)
        visit.drip(rest, every=0.05)

    with site(drip, server_tls) as bucket:
        reason, seconds = refusal(bucket.host, client_tls)
    assert "too long" in reason
    assert seconds < SHORT + 0.4


def test_a_host_that_is_given_up_is_hung_up_on(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SECONDS", SHORT)
    hung_up = threading.Event()

    def drip(visit: Visit) -> None:
        try:
            visit.drip(b"HTTP/1.1 200 OK\r\n", every=0.05)
        except OSError:
            hung_up.set()

    with site(drip, server_tls) as bucket:
        refusal(bucket.host, client_tls)
        assert hung_up.wait(2)


def test_a_host_that_takes_the_connection_and_says_nothing_is_given_up_in_time(
    client_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_SECONDS", SHORT)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _, seconds = refusal(f"localhost:{silent.getsockname()[1]}", client_tls)
    assert seconds < SHORT + 0.4


def test_a_file_of_the_greatest_size_is_downloaded(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with site(file(b"x" * MAX_BYTES), server_tls) as bucket:
        assert len(download(bucket.host, PATH, client_tls)) == MAX_BYTES


def test_a_larger_file_is_refused(server_tls: ssl.SSLContext, client_tls: ssl.SSLContext) -> None:
    with site(file(b"x" * (MAX_BYTES + 1)), server_tls) as bucket:
        assert "too large" in refusal(bucket.host, client_tls)[0]


def test_a_file_without_end_is_refused_as_soon_as_it_is_too_large(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    def endless(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while not visit.server.closing.is_set():
            visit.wfile.write(b"x" * 4096)

    with site(endless, server_tls) as bucket:
        reason, seconds = refusal(bucket.host, client_tls)
    assert "too large" in reason
    assert seconds < 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, status: int
) -> None:
    def redirect(visit: Visit) -> None:
        if visit.path == PATH:
            visit.answer(status, b"", Location=f"https://localhost:{bucket.port}/elsewhere")
        else:
            visit.answer(200, b"there")

    with site(redirect, server_tls) as bucket:
        assert "does not answer with a file" in refusal(bucket.host, client_tls)[0]
        assert bucket.paths == [PATH]


@pytest.mark.parametrize("status", [204, 206, 403, 404, 500, 503])
def test_any_other_status_than_200_is_refused(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext, status: int
) -> None:
    with site(lambda visit: visit.answer(status, b""), server_tls) as bucket:
        assert "does not answer with a file" in refusal(bucket.host, client_tls)[0]


def test_a_host_of_an_unknown_authority_is_refused(
    server_tls: ssl.SSLContext, stranger: Authority, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = ssl.create_default_context(cafile=str(stranger.write_root(tmp_path_factory.mktemp("other"))))
    with site(file(b"x"), server_tls) as bucket:
        assert "could not be downloaded" in refusal(bucket.host, other)[0]
        assert bucket.paths == []


def test_a_host_with_the_certificate_of_another_is_refused(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with site(file(b"x"), server_tls) as bucket:
        assert "could not be downloaded" in refusal(f"127.0.0.1:{bucket.port}", client_tls)[0]
        assert bucket.paths == []


def test_a_host_that_speaks_no_tls_is_refused(client_tls: ssl.SSLContext) -> None:
    with site(file(b"x"), None) as bucket:
        assert "could not be downloaded" in refusal(bucket.host, client_tls)[0]
        assert bucket.paths == []


def test_a_host_that_answers_nonsense_is_refused(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    with site(lambda visit: visit.drip(b"\xff\0nonsense\r\n", every=0), server_tls) as bucket:
        assert "could not be downloaded" in refusal(bucket.host, client_tls)[0]


def test_a_host_that_hangs_up_half_way_is_refused(
    server_tls: ssl.SSLContext, client_tls: ssl.SSLContext
) -> None:
    def hang_up(visit: Visit) -> None:
        visit.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nonly this")

    with site(hang_up, server_tls) as bucket:
        reason, _ = refusal(bucket.host, client_tls)
    assert "could not be downloaded" in reason


def test_a_host_that_is_not_there_is_refused(client_tls: ssl.SSLContext) -> None:
    reason, seconds = refusal(f"localhost:{free_port()}", client_tls)
    assert "could not be downloaded" in reason
    assert seconds < 1


def test_a_name_that_does_not_resolve_is_refused(
    client_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "could not be downloaded" in refusal("bucket.example", client_tls)[0]


def test_a_name_that_takes_too_long_to_resolve_is_given_up_in_time(
    client_tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object, **__: object) -> object:
        time.sleep(1.5)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(module, "MAX_SECONDS", SHORT)
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    reason, seconds = refusal("bucket.example", client_tls)
    assert "too long" in reason
    assert seconds < SHORT + 0.4
