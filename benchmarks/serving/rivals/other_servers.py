"""The bare Flask application on servers that the skill does without: `other_servers.py NAME`."""

import multiprocessing
import os
import sys
from typing import Any

from benchmarks.serving.rivals.bare_flask import make_app

PORT = int(os.environ["BENCHMARK_PORT"])


def serve_granian(threads: int) -> None:
    """Serve through Granian's own WSGI mode, which reads bodies in these threads."""
    from granian import Granian
    from granian.constants import Interfaces

    app: Any = make_app()
    multiprocessing.set_start_method("fork", force=True)
    granian = Granian(
        "bare", port=PORT, interface=Interfaces.WSGI, blocking_threads=threads, log_enabled=False
    )
    granian.serve(target_loader=lambda: app, wrap_loader=False)


def serve_waitress() -> None:
    """Serve through Waitress with eight threads."""
    import waitress

    waitress.serve(make_app(), host="127.0.0.1", port=PORT, threads=8, _quiet=True)


if __name__ == "__main__":
    match sys.argv[1]:
        case "granian-1":
            serve_granian(1)
        case "granian-8":
            serve_granian(8)
        case "waitress":
            serve_waitress()
