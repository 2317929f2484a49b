"""Amazon's bucket is on this machine, for a Python process that has this folder on its path.

Python imports a module of this name at its start. `BENCHMARK_BUCKET_PORT` is the port of the bucket.
"""

import os
import socket
from typing import Any

BUCKET = ("s3.amazonaws.com", 443)

_getaddrinfo = socket.getaddrinfo


def _directed(host: Any, port: Any, *rest: Any, **named: Any) -> Any:
    if (host, port) == BUCKET:
        return _getaddrinfo("127.0.0.1", int(os.environ["BENCHMARK_BUCKET_PORT"]), *rest, **named)
    return _getaddrinfo(host, port, *rest, **named)


socket.getaddrinfo = _directed
