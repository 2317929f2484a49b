"""The one place where a benchmark serves a Flask application on the skill's own server."""

import os

from flask import Flask

from skill.web.app import MAX_BODY_BYTES
from skill.web.server import Server


def serve(app: Flask) -> None:
    """Serve an application in one worker on the port in `BENCHMARK_PORT`, until the process is ended."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    Server(app, "127.0.0.1", int(os.environ["BENCHMARK_PORT"])).run()
