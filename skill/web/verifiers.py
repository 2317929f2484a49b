"""What must hold of a request once it is read: it is fresh, and it is for this skill."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.web.webservice import AbstractVerifier, TimestampVerifier, VerificationException

EVENT_TOLERANCE = timedelta(hours=1)
"""How late a skill event may come: Amazon repeats it until it is taken."""


class FreshnessVerifier(TimestampVerifier):
    """Refuses a timestamp more than 150 s from now, or an hour for a skill event.

    The SDK's own list of skill events lacks the newer ones.
    """

    def verify(
        self,
        headers: dict[str, Any],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Raise VerificationException for a request that is too old, or from the future."""
        request = deserialized_request_env.request
        if request and request.timestamp and str(request.object_type).startswith("AlexaSkillEvent."):
            if abs(datetime.now(UTC) - request.timestamp) > EVENT_TOLERANCE:
                raise VerificationException("Timestamp verification failed")
            return
        super().verify(headers, serialized_request_env, deserialized_request_env)


class ApplicationIdVerifier(AbstractVerifier):
    """Refuses a request that was meant for another skill."""

    def __init__(self, skill_id: str) -> None:
        self._skill_id = skill_id

    def verify(
        self,
        headers: dict[str, Any],
        serialized_request_env: str,
        deserialized_request_env: RequestEnvelope,
    ) -> None:
        """Raise VerificationException unless the context names this skill, and the session no other."""
        context, session = deserialized_request_env.context, deserialized_request_env.session
        application = context.system.application if context and context.system else None
        if application is None or application.application_id != self._skill_id:
            raise VerificationException("the request is for another skill")
        if session and session.application and session.application.application_id != self._skill_id:
            raise VerificationException("the session is another skill's")
