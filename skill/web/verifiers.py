"""The checks of a request after it is read: its timestamp and its application id."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.web.webservice import AbstractVerifier, VerificationException

TOLERANCE = timedelta(seconds=150)
"""The distance from now that a request's timestamp may have, as Amazon asks."""

EVENT_TOLERANCE = timedelta(hours=1)
"""The age that a skill event may have. Amazon repeats an event until it is accepted."""


class FreshnessVerifier(AbstractVerifier):
    """A check that a timestamp is near enough to now.

    The SDK's own check does not know the newer skill events.
    """

    def verify(
        self,
        headers: dict[str, Any],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Check the timestamp. Raises VerificationException if it is too far in the past or the future."""
        request = deserialized_request_env.request
        event = request and str(request.object_type).startswith("AlexaSkillEvent.")
        tolerance = EVENT_TOLERANCE if event else TOLERANCE
        if not (request and request.timestamp and abs(datetime.now(UTC) - request.timestamp) <= tolerance):
            raise VerificationException("Timestamp verification failed")


class ApplicationIdVerifier(AbstractVerifier):
    """A check that a request is meant for this skill."""

    def __init__(self, skill_id: str) -> None:
        self._skill_id = skill_id

    def verify(
        self,
        headers: dict[str, Any],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Check the ids. Raises VerificationException if the context or session has another skill's id."""
        context, session = deserialized_request_env.context, deserialized_request_env.session
        application = context.system.application if context and context.system else None
        if application is None or application.application_id != self._skill_id:
            raise VerificationException("the request is for another skill")
        if session and session.application and session.application.application_id != self._skill_id:
            raise VerificationException("the session is another skill's")
