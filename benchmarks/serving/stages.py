"""The stages in which an answer is made, in microseconds of CPU for each kind of request.

    python benchmarks/serving/stages.py FILE SECONDS

Asks a skill in this process, over WSGI without a server, for the signed requests of FILE (see `load.py`),
each kind for SECONDS. `benchmarks/answers.py` runs it with the skill's settings. A stage leaves out the time
of the stages within it. The stopwatch itself takes some of the time: the last line is without it.
"""

import io
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter, process_time_ns, thread_time_ns
from typing import Any
from wsgiref.types import WSGIApplication

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.serving.stopwatch import NoSuchFunction, Stopwatch
from skill.settings import read_settings
from skill.web.app import create_app

STAGES: dict[str, list[str]] = {
    "Flask": ["flask.app:Flask.wsgi_app"],
    "signature": ["skill.web.signature:SignatureCheck.check"],
    "reading the envelope": ["skill.web.envelope:EnvelopeSerializer.deserialize"],
    "the SDK's dispatch": [
        "skill.web.door:Door.answer",
        "skill.web.webservice:WebserviceSkillHandler.verify_request_and_dispatch",
    ],
    "turn: mode, slots, subjects": ["skill.conversation.lookup:Table.find"],
    "turn: warning signs": ["skill.conversation.exchange.reports:reported_sign"],
    "turn: session": [
        "skill.conversation.state.session:read_session",
        "skill.conversation.state.session:write_session",
    ],
    "handler": ["skill.conversation.build:TurnHandler.handle"],
    "memory": [
        "skill.memory.queued:QueuedMemory.get_attributes",
        "skill.memory.queued:QueuedMemory.save_attributes",
        "skill.memory.queued:QueuedMemory.delete_attributes",
        "skill.memory.queued:QueuedMemory.change_attributes",
    ],
    "rendering": ["skill.conversation.exchange.reply:respond"],
    "writing the response": [
        "skill.web.envelope:EnvelopeSerializer.serialize",
        "skill.web.app:_alexa",
    ],
}
"""Stage to the functions whose time is its own. A function that has moved is to be followed here."""

OTHER_THREADS = "other threads"
WARM_UP = 30
"""The requests of each kind that are answered before the time is taken."""

_ENVIRON: dict[str, Any] = {
    "REQUEST_METHOD": "POST",
    "SCRIPT_NAME": "",
    "PATH_INFO": "/alexa",
    "QUERY_STRING": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}


def main(file: Path, seconds: float) -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    posts: dict[str, list[dict[str, Any]]] = {}
    for line in file.read_text(encoding="ascii").splitlines():
        post = json.loads(line)
        posts.setdefault(post["kind"], []).append(_environ(post["request"]))
    whole = {
        kind: _microseconds(create_app(read_settings()), some, seconds / 2) for kind, some in posts.items()
    }
    stopwatch = Stopwatch()
    for stage, names in STAGES.items():
        stopwatch.watch(stage, names)
    app = create_app(read_settings())
    columns = {kind: _stages(app, stopwatch, some, seconds) for kind, some in posts.items()}
    _print_row("", list(columns))
    for stage in (*STAGES, OTHER_THREADS):
        _print_row(stage, [f"{column[stage]:.0f}" for column in columns.values()])
    _print_row("in all", [f"{sum(column.values()):.0f}" for column in columns.values()])
    _print_row("in all, without the stopwatch", [f"{time:.0f}" for time in whole.values()])
    for stage, names in STAGES.items():
        if not any(stopwatch.calls[name] for name in names):
            print(f"{stage}: none of {', '.join(names)} was called. Is it elsewhere now?")


def _stages(
    app: WSGIApplication, stopwatch: Stopwatch, environs: Sequence[dict[str, Any]], seconds: float
) -> dict[str, float]:
    """Return the microseconds of each stage for one request."""
    _warm_up(app, environs)
    stopwatch.nanoseconds.clear()
    begun = process_time_ns() - thread_time_ns()
    count = sum(1 for _ in _answers(app, environs, seconds))
    others = process_time_ns() - thread_time_ns() - begun
    times = {stage: stopwatch.nanoseconds[stage] for stage in STAGES} | {OTHER_THREADS: max(0, others)}
    return {stage: time / count / 1000 for stage, time in times.items()}


def _microseconds(app: WSGIApplication, environs: Sequence[dict[str, Any]], seconds: float) -> float:
    """Return the microseconds of one request, in all threads."""
    _warm_up(app, environs)
    begun = process_time_ns()
    count = sum(1 for _ in _answers(app, environs, seconds))
    return (process_time_ns() - begun) / count / 1000


def _warm_up(app: WSGIApplication, environs: Sequence[dict[str, Any]]) -> None:
    for number in range(WARM_UP):
        _answer(app, environs[number % len(environs)])


def _answers(app: WSGIApplication, environs: Sequence[dict[str, Any]], seconds: float) -> Iterator[None]:
    """Yield for each answer, until the time is over."""
    ends = perf_counter() + seconds
    while True:
        for environ in environs:
            _answer(app, environ)
            yield
            if perf_counter() > ends:
                return


def _answer(app: WSGIApplication, environ: dict[str, Any]) -> None:
    """Answer a request. Raises RuntimeError unless the status is 200."""
    statuses: list[str] = []

    def start(status: str, *_: object) -> Any:
        statuses.append(status)

    pieces = app({**environ, "wsgi.input": io.BytesIO(environ["body"])}, start)
    answer = b"".join(pieces)
    if hasattr(pieces, "close"):
        pieces.close()
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{statuses}: {answer!r}")


def _environ(request: str) -> dict[str, Any]:
    head, _, body = request.partition("\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    named = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
    lengths = {name: named.pop(f"HTTP_{name}") for name in ("CONTENT_TYPE", "CONTENT_LENGTH")}
    return {**_ENVIRON, **named, **lengths, "body": body.encode("ascii")}


def _print_row(name: str, cells: Sequence[str]) -> None:
    print(f"{name:<30}" + "".join(f"{cell:>10}" for cell in cells))


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), float(sys.argv[2]))
    except NoSuchFunction as missing:
        sys.exit(f"{missing} See STAGES in {__file__}.")
