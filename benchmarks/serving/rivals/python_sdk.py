"""Amazon's Python SDK with Flask, on the skill's own server. It verifies nothing.

The SDK's own check of signatures cannot be imported: see `skill/web/webservice.py`.
"""

from flask import Flask, Response, jsonify, request

from benchmarks.serving.rivals.hello import make_skill
from skill.web.webservice import WebserviceSkillHandler


def make_app() -> Flask:
    """Return the application."""
    app = Flask(__name__)
    handler = WebserviceSkillHandler(make_skill(), verify_signature=False, verify_timestamp=False)

    @app.post("/alexa")
    def alexa() -> Response:
        headers = dict(request.headers)
        return jsonify(handler.verify_request_and_dispatch(headers, request.get_data().decode()))

    return app


if __name__ == "__main__":
    from benchmarks.serving.rivals.hosting import serve

    serve(make_app())
