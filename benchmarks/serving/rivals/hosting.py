"""The one place where a benchmark serves a Flask application on the skill's own server."""

import os
from collections.abc import Callable

from flask import Flask

from skill.web.app import MAX_BODY_BYTES
from skill.web.server import Server


def serve(make_app: Callable[[], Flask]) -> None:
    """Serve an application in one worker on the port in `BENCHMARK_PORT`, until the process is ended."""
    app = make_app()
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    Server(app, "127.0.0.1", int(os.environ["BENCHMARK_PORT"])).run()
