"""The Flask application."""

import logging
from functools import partial

from flask import Flask, Response, current_app, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

import skill
from skill.conversation.build import build_skill
from skill.log import discreet_traceback
from skill.settings import Settings
from skill.web.chain import SigningChains
from skill.web.door import Door
from skill.web.refusal import Refused
from skill.web.signature import SignatureCheck

MAX_BODY_BYTES = 256 * 1024
LAG_ON_ALEXA = 1.0
"""Seconds, where SKILL_LAG says nothing else."""

logger = logging.getLogger(__name__)


def create_app(
    settings: Settings,
    *,
    verify: bool = True,
    remember: bool = True,
    chains: SigningChains | None = None,
) -> Flask:
    """The skill over HTTP.

    Without `verify` it answers anybody: for a loopback address only. Without `remember` everybody is new to
    it, and nothing is stored. `chains` gives the signing keys: by default it downloads Amazon's.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    signature = SignatureCheck(chains or SigningChains(settings.trust_roots)) if verify else None
    lag = settings.lag if settings.lag is not None else LAG_ON_ALEXA if verify else 0.0
    conversation = build_skill(
        settings.database_url if remember else None, lag=lag, voice_rate=settings.voice_rate
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
    return jsonify(door.answer(request.headers, request.get_data()))


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
    # Only what no handler could apologise for comes here. Amazon delivers an event again that was not taken.
    logger.error("failed. %s", discreet_traceback(error))
    return jsonify(error="the skill could not answer"), 503
