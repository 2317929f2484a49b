"""`python -m skill serve` as a process of its own."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

import skill
from skill.knowledge.library import Library
from skill.simulator.clock import Clock
from skill.simulator.device import Device
from skill.simulator.hearing import Hearing
from skill.simulator.transport import HttpTransport
from skill.web.server import is_loopback
from tests.audio.playback.silence import render_silence

from .authority import Authority, signed
from .envelopes import SKILL_ID, envelope, request
from .servers import Answer, Site, ask, free_port, site

ROOT = Path(skill.__file__).parents[1]
BUCKET = "s3.amazonaws.com"
ELSEWHERE = "192.0.2.1"
"""An address that is nobody's, kept for documentation (RFC 5737)."""

REDIRECT = """
import socket

original = socket.getaddrinfo


def getaddrinfo(host, port, *arguments, **options):
    address = {names}.get(host)
    if address is None:
        return original(host, port, *arguments, **options)
    return original(address[0], address[1] or port, *arguments, **options)


socket.getaddrinfo = getaddrinfo
"""
"""A module that Python imports at its start: some names lead to other addresses in that process."""


@pytest.fixture
def environment(tmp_path: Path, trust_roots: Path) -> dict[str, str]:
    """What the process is started with, once `names_lead` has written its sitecustomize module."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SKILL_")}
    return inherited | {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "SKILL_ID": SKILL_ID,
        "SKILL_DATABASE_URL": f"sqlite:///{tmp_path / 'memory' / 'memory.sqlite3'}",
        "SSL_CERT_FILE": str(trust_roots),
    }


@pytest.fixture
def names_lead(tmp_path: Path) -> Callable[..., None]:
    """`names_lead({name: (address, port or None)})`, for the process that is started next."""

    def write(names: dict[str, tuple[str, int | None]]) -> None:
        (tmp_path / "sitecustomize.py").write_text(REDIRECT.format(names=names), encoding="utf-8")

    return write


@contextmanager
def serving(
    environment: dict[str, str], *options: str, port: int | None = None
) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The process, once it answers, and its port."""
    port = port or free_port()
    command = [sys.executable, "-m", "skill", "serve", "--port", str(port), *options]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            wait_until_it_answers(process, port)
            yield process, port
        finally:
            if process.poll() is None:
                process.kill()


def wait_until_it_answers(process: subprocess.Popen[str], port: int) -> None:
    for _ in range(400):
        if process.poll() is not None:
            break
        try:
            ask(port, "GET", "/health")
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        else:
            return
    process.kill()
    pytest.fail(f"it does not serve: {process.communicate()[1]}")


def post(port: int, body: bytes, headers: dict[str, str] | None = None) -> Answer:
    return ask(port, "POST", "/alexa", body, headers)


@pytest.fixture
def bucket(authority: Authority, folder: Path) -> Iterator[Site]:
    """Amazon's bucket, with a chain that the test's own authority has signed."""
    tls = authority.server_context(folder, BUCKET)
    pem = authority.chain()
    with site(lambda visit: visit.answer(200, pem), tls) as bucket:
        yield bucket


def test_a_signed_request_is_answered_and_a_bad_one_gets_400(
    environment: dict[str, str],
    names_lead: Callable[..., None],
    bucket: Site,
    authority: Authority,
    stranger: Authority,
) -> None:
    names_lead({BUCKET: ("127.0.0.1", bucket.port)})
    body = json.dumps(envelope(request("LaunchRequest"))).encode()
    headers = signed(authority.signer_key, body)
    with serving(environment) as (process, port):
        assert ask(port, "GET", "/health").status == 200

        first = post(port, body, headers)
        again = post(port, body, headers)
        assert (first.status, again.status) == (200, 200)
        assert "outputSpeech" in first.json["response"]
        assert len(again.body) < len(first.body)  # It remembers this person, and greets them shorter.
        assert bucket.paths == ["/echo.api/echo-api-cert-1.pem"]

        assert post(port, body + b" ", headers).status == 400
        assert post(port, body).status == 400
        assert post(port, body, signed(stranger.signer_key, body)).status == 400
        http_url = headers["SignatureCertChainUrl"].replace("https", "http")
        assert post(port, body, headers | {"SignatureCertChainUrl": http_url}).status == 400

        process.send_signal(signal.SIGTERM)
        logged = process.communicate(timeout=10)[1]
    assert logged.count("refused with 400") == 4
    assert "Traceback" not in logged


def test_a_bucket_that_is_not_trusted_or_not_there_gets_400_in_time(
    environment: dict[str, str],
    names_lead: Callable[..., None],
    authority: Authority,
    stranger: Authority,
    folder: Path,
) -> None:
    pem = authority.chain()
    body = json.dumps(envelope()).encode()
    headers = signed(authority.signer_key, body)
    with site(lambda visit: visit.answer(200, pem), stranger.server_context(folder, BUCKET)) as false_bucket:
        names_lead({BUCKET: ("127.0.0.1", false_bucket.port)})
        with serving(environment) as (_, port):
            began = time.monotonic()
            assert post(port, body, headers).status == 400
            false_bucket_seconds = time.monotonic() - began
        assert false_bucket.paths == []
    assert false_bucket_seconds < 4


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_to(environment: dict[str, str], ending: signal.Signals) -> None:
    # A shell's background job ignores Ctrl-C, and so would what it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with serving(environment) as (process, _):
            process.send_signal(ending)
            errors = process.communicate(timeout=10)[1]
    finally:
        signal.signal(signal.SIGINT, before)

    assert process.returncode in (0, -ending, 128 + ending)
    assert "Traceback" not in errors


def test_without_a_skill_id_it_starts_and_says_why_it_answers_nobody(environment: dict[str, str]) -> None:
    del environment["SKILL_ID"]
    with serving(environment) as (process, port):
        health = ask(port, "GET", "/health")
        assert post(port, json.dumps(envelope()).encode()).status == 400
        process.send_signal(signal.SIGTERM)
        logged = process.communicate(timeout=10)[1]

    assert health.status == 503
    assert "SKILL_ID" in health.json["reason"]
    assert "SKILL_ID is not set" in logged


def test_no_verify_answers_any_test_client_on_loopback(environment: dict[str, str]) -> None:
    del environment["SKILL_ID"]
    with serving(environment, "--no-verify") as (process, port):
        assert ask(port, "GET", "/health").status == 200
        for document in (
            envelope(request("LaunchRequest") | {"timestamp": "2017-01-01T00:00:00Z"}),
            {"request": {"type": "LaunchRequest"}},
        ):
            answer = post(port, json.dumps(document).encode())
            assert answer.status == 200
            assert "outputSpeech" in answer.json["response"]
        process.send_signal(signal.SIGTERM)
        logged = process.communicate(timeout=10)[1]

    assert "not verified" in logged


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", ELSEWHERE, "outside.example", "both.example", "unknown.invalid"]
)
def test_no_verify_is_refused_with_the_reason_on_any_other_address(
    environment: dict[str, str], names_lead: Callable[..., None], host: str
) -> None:
    names_lead({"outside.example": (ELSEWHERE, None), "both.example": ("0.0.0.0", None)})
    command = [
        sys.executable,
        "-m",
        "skill",
        "serve",
        "--no-verify",
        "--host",
        host,
        "--port",
        str(free_port()),
    ]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)

    assert ended.returncode == 2
    assert "--no-verify" in ended.stderr
    assert host in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    "options",
    [
        ("--host", "a" * 70),
        ("--host", "a" * 70, "--no-verify"),
        ("--host", "unknown.invalid"),
        ("--port", "-1"),
    ],
    ids=["a name too long", "a name too long, not verified", "an unknown name", "a port below zero"],
)
def test_an_address_that_cannot_be_one_is_said_so(
    environment: dict[str, str], options: tuple[str, ...]
) -> None:
    command = [sys.executable, "-m", "skill", "serve", *options]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_a_port_that_is_taken_is_said_so(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "skill", "serve", "--port", port]
        ended = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=20, check=False
        )

    assert ended.returncode == 2
    assert port in ended.stderr
    assert "Traceback" not in ended.stderr


# Several workers


def children_of(process: subprocess.Popen[str]) -> set[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return {int(pid) for pid in listed.stdout.split()}


def until(holds: Callable[[], bool]) -> bool:
    """True as soon as it holds; False if it does not within ten seconds."""
    ends = time.monotonic() + 10
    while not holds():
        if time.monotonic() > ends:
            return False
        time.sleep(0.05)
    return True


def is_listening(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_workers_answer_and_end_with_their_parent(
    environment: dict[str, str], ending: signal.Signals
) -> None:
    with serving(environment | {"SKILL_WORKERS": "2"}, "--no-verify") as (process, port):
        workers = children_of(process)
        assert len(workers) == 2
        for _ in range(20):
            assert post(port, json.dumps(envelope()).encode()).status == 200
        process.send_signal(ending)
        process.wait(10)
        assert until(lambda: not any(map(is_running, workers)))
        assert not is_listening(port)


def test_a_worker_that_dies_is_replaced(environment: dict[str, str]) -> None:
    with serving(environment | {"SKILL_WORKERS": "2"}, "--no-verify") as (process, port):
        before = children_of(process)
        os.kill(min(before), signal.SIGKILL)
        assert until(lambda: len(children_of(process)) == 2 and children_of(process) != before)
        assert until(lambda: is_listening(port))
        assert post(port, json.dumps(envelope()).encode()).status == 200
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def test_a_worker_that_is_told_to_end_first_makes_the_changes_that_are_pending(
    environment: dict[str, str], hearing: Hearing, tmp_path: Path
) -> None:
    clock = Clock()
    file = tmp_path / "memory" / "memory.sqlite3"
    with serving(environment | {"SKILL_WORKERS": "2"}, "--no-verify") as (process, port):
        device = Device(HttpTransport(f"http://127.0.0.1:{port}/alexa"), hearing, clock=clock)
        device.ask("start my bedtime stretch")
        clock.advance(60)
        device.say("slower")
        assert unfinished_in(file)
        clock.advance(30)
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        answer = device.say("I have chest pain")
        assert answer is not None
        assert answer.text.startswith("Call 911 now.")
        process.send_signal(signal.SIGTERM)
        time.sleep(0.4)
        other.close()
        process.wait(10)
    assert unfinished_in(file) is None


def unfinished_in(file: Path) -> object:
    """The place that memory keeps of the one person in a file."""
    with closing(sqlite3.connect(file)) as connection:
        ((attributes,),) = connection.execute("SELECT attributes FROM people")
    return json.loads(attributes)["unfinished"]


def test_workers_do_not_have_a_memory_each(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "skill", "serve", "--port", str(free_port())]
    given = environment | {"SKILL_WORKERS": "2", "SKILL_DATABASE_URL": "sqlite://"}
    ended = subprocess.run(command, env=given, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 2
    assert "SKILL_DATABASE_URL" in ended.stderr


@pytest.mark.parametrize("workers", ["0", "-1", "65", "two", "1.5"])
def test_a_number_of_workers_that_makes_no_sense_is_refused(
    environment: dict[str, str], workers: str
) -> None:
    command = [sys.executable, "-m", "skill", "serve", "--port", str(free_port())]
    ended = subprocess.run(
        command,
        env=environment | {"SKILL_WORKERS": workers},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert ended.returncode == 2
    assert "SKILL_WORKERS" in ended.stderr
    assert "Traceback" not in ended.stderr


# What a loopback address is


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost"])
def test_a_loopback_address_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", ELSEWHERE, "10.0.0.1", "169.254.1.1", "0", ""])
def test_any_other_address_is_not_a_loopback_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["127.0.0.1", "::1"], True),
        (["127.0.0.1", ELSEWHERE], False),
        ([ELSEWHERE, "127.0.0.1"], False),
        ([], False),
    ],
)
def test_a_name_is_loopback_only_with_all_its_addresses(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str], expected: bool
) -> None:
    def resolved(*_: object) -> list[object]:
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    assert is_loopback("some.example") is expected


def test_a_server_that_is_killed_in_the_middle_of_a_routine_goes_on_where_it_was(
    environment: dict[str, str], hearing: Hearing
) -> None:
    clock = Clock()
    settings = environment | {"SKILL_LAG": "0"}

    def at(port: int) -> HttpTransport:
        return HttpTransport(f"http://127.0.0.1:{port}/alexa")

    with serving(settings, "--no-verify") as (process, port):
        device = Device(at(port), hearing, clock=clock)
        device.ask("start my bedtime stretch")
        clock.advance(110)
        process.kill()
        process.communicate()
    with serving(settings, "--no-verify") as (_, port):
        # Alexa sends the session's attributes with the next request.
        device.reach(at(port))
        resumed = device.say("resume")
        assert resumed is not None
        assert resumed.text.startswith("Back to the towel stretch.")
        assert "right foot" in resumed.text
        device.end()
        # And without that session memory knows the place.
        later = device.say("resume")
        assert later is not None
        assert "Back to the towel stretch." in later.text


def test_a_server_that_is_killed_while_a_routine_plays_takes_up_the_next_request(
    environment: dict[str, str], hearing: Hearing, library: Library, tmp_path: Path
) -> None:
    audio = tmp_path / "audio"
    audio.mkdir()
    render_silence(audio, library)
    clock = Clock()
    # The files stay where the first server said that they are.
    port = free_port()
    settings = environment | {"SKILL_AUDIO_DIR": str(audio)}
    device = Device(HttpTransport(f"http://127.0.0.1:{port}/alexa"), hearing, clock=clock)
    told: list[str] = []
    for words in ("start my bedtime stretch", "straight through", None, None, "pause", "resume", None):
        with serving(settings, "--no-verify", port=port) as (process, _):
            if words:
                answer = device.say(words)
                assert answer is not None, words
                told += [each.intent for each in answer.events]
            else:
                told += [each.intent for each in device.let_pass(device.until_next_event() or 0.0)]
            process.kill()
            process.communicate()
    assert device.player.activity == "PLAYING"
    assert told.count("AudioPlayer.PlaybackStopped") == 1
    assert told.count("AudioPlayer.PlaybackNearlyFinished") >= 1
