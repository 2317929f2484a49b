"""The one place where a benchmark serves a Flask application on the skill's own server."""

import os
from collections.abc import Callable

from flask import Flask

from skill.web.server import listen


def serve(make_app: Callable[[], Flask]) -> None:
    """Serve an application in one worker on the port in `BENCHMARK_PORT`, until the process is ended."""
    listen(make_app(), "127.0.0.1", int(os.environ["BENCHMARK_PORT"])).run()
