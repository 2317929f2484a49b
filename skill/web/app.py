"""The Flask application."""

import json
import logging
import re
from functools import partial
from pathlib import Path

from flask import (
    Flask,
    Request,
    Response,
    abort,
    current_app,
    jsonify,
    render_template,
    request,
    send_from_directory,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

import skill
from skill.audio.playback.recordings import read_recordings
from skill.conversation.build import build_skill
from skill.log import discreet_traceback
from skill.settings import Settings
from skill.web.chain import SigningChains
from skill.web.door import Door
from skill.web.refusal import Refused
from skill.web.signature import SignatureCheck

MAX_BODY_BYTES = 256 * 1024
LAG_ON_ALEXA = 1.0
"""The lag in seconds if SKILL_LAG is not set."""

AUDIO_KEPT = 365 * 24 * 3600
"""The seconds for which a cache may keep an audio file. Its name is a hash of it, so it never changes."""
_AUDIO_NAME = re.compile(r"[0-9a-f]{32}\.mp3")

_ENVELOPE = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
"""The writer of response envelopes. Flask's jsonify writes the same bytes, and makes a writer for each."""

logger = logging.getLogger(__name__)


class Application(Flask):
    """A Flask application whose routes are the same under every host name, and redirect nowhere.

    Flask takes the host name apart for each request to find its routes, which is a twentieth of an answer.
    """

    def __init__(self, import_name: str) -> None:
        super().__init__(import_name)
        # A second slash would be answered with a redirect to the host.
        self.url_map.merge_slashes = False

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """Return the routes for a request."""
        if request is None:
            return super().create_url_adapter(request)
        return self.url_map.bind(
            "localhost",
            path_info=request.path,
            default_method=request.method,
        )


def create_app(
    settings: Settings,
    *,
    verify: bool = True,
    remember: bool = True,
    chains: SigningChains | None = None,
    here: str = "http://127.0.0.1",
) -> Flask:
    """Return the Flask application of the skill.

    verify: True if signature, timestamp and application id of each request are checked. An application that
    does not check them must be served on a loopback address only.

    remember: True if a person's attributes are stored. Otherwise every person is new.

    chains: the source of the signing keys. By default it downloads Amazon's.

    here: the address of the application for a simulated device on this machine.

    Raises ValueError for broken content, and for settings that cannot be used.
    """
    app = Application(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    signature = SignatureCheck(chains or SigningChains(settings.trust_roots)) if verify else None
    lag = settings.lag if settings.lag is not None else LAG_ON_ALEXA if verify else 0.0
    address = settings.audio_address or (None if verify else f"{here}/audio")
    conversation = build_skill(
        settings.database_url if remember else None,
        lag=lag,
        voice_rate=settings.voice_rate,
        read_audio=partial(
            read_recordings, settings.audio_dir, address, served_here=settings.audio_url is None
        ),
    )
    app.add_url_rule(
        "/audio/<name>", view_func=partial(_audio, settings.audio_dir.absolute()), endpoint="audio"
    )
    door = Door(conversation, signature=signature, skill_id=settings.skill_id)
    app.add_url_rule(
        "/alexa",
        view_func=partial(_alexa, door),
        endpoint="alexa",
        methods=["POST"],
        provide_automatic_options=False,
    )
    app.add_url_rule("/health", view_func=partial(_health, door), endpoint="health")
    app.add_url_rule("/", view_func=partial(_home, door), endpoint="home")
    app.add_url_rule("/privacy", view_func=_privacy, endpoint="privacy")
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _failed)
    return app


def _alexa(door: Door) -> ResponseReturnValue:
    answer = door.answer(request.headers, _body())
    return Response(_ENVELOPE.encode(answer) + "\n", content_type="application/json")


def _body() -> bytes:
    """Return the body. Flask's own way to it, through a stream with a limit, takes ten times as long.

    Aborts with 413 if the body is longer than MAX_BODY_BYTES.
    """
    environ = request.environ
    declared = environ.get("CONTENT_LENGTH", "")
    length = int(declared) if declared.isdecimal() else 0
    if length > MAX_BODY_BYTES:
        abort(413)
    body: bytes = environ["wsgi.input"].read(length)
    return body


def _audio(folder: Path, name: str) -> ResponseReturnValue:
    if not _AUDIO_NAME.fullmatch(name):
        abort(404)
    # This answers byte ranges, If-Range and If-None-Match.
    return send_from_directory(
        folder, name, mimetype="audio/mpeg", conditional=True, etag=True, max_age=AUDIO_KEPT
    )


def _health(door: Door) -> ResponseReturnValue:
    reason = door.closed_because
    if reason:
        return jsonify(status="closed", version=skill.__version__, reason=reason), 503
    return jsonify(status="ok", version=skill.__version__)


def _home(door: Door) -> ResponseReturnValue:
    return render_template("home.html", version=skill.__version__, closed_because=door.closed_because)


def _privacy() -> ResponseReturnValue:
    return render_template("privacy.html")


def _refused(refused: Refused) -> ResponseReturnValue:
    logger.warning("refused with 400: %s", refused.reason)
    return jsonify(error=refused.reason), 400


def _http_error(error: HTTPException) -> ResponseReturnValue:
    response = error.get_response()
    if not isinstance(response, Response):
        response = current_app.make_response(response)
    if request.path == "/alexa":
        logger.warning("refused with %s: %s", error.code, error.name)
    response.data = jsonify(error=error.name).data
    response.content_type = "application/json"
    return response


def _failed(error: Exception) -> ResponseReturnValue:
    # A failure comes here if the skill itself could not apologise. Amazon repeats an event that gets a 503.
    logger.error("failed. %s", discreet_traceback(error))
    return jsonify(error="the skill could not answer"), 503
