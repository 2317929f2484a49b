"""Amazon's Python SDK with Flask, without a server. It answers the envelope on its standard input."""

import sys

from benchmarks.serving.rivals.python_sdk import make_app

if __name__ == "__main__":
    print(make_app().test_client().post("/alexa", data=sys.stdin.buffer.read()).text)
