"""A Flask application that reads the body and answers about as much as the skill's help does."""

from flask import Flask, Response, jsonify, request

from benchmarks.serving.rivals.hosting import serve

SSML = "<speak>" + "hello " * 220 + "</speak>"


def make_app() -> Flask:
    """Return the application."""
    app = Flask(__name__)

    @app.post("/alexa")
    def alexa() -> Response:
        request.get_data()
        return jsonify(version="1.0", response={"outputSpeech": {"type": "SSML", "ssml": SSML}})

    return app


if __name__ == "__main__":
    serve(make_app())
