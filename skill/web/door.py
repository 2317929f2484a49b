"""The checks of a request (signature, envelope, timestamp, application id), and the skill's answer to it."""

from typing import Any

from ask_sdk_core.skill import CustomSkill
from werkzeug.datastructures import Headers

from skill.web.envelope import EnvelopeSerializer
from skill.web.refusal import Refused
from skill.web.signature import SignatureCheck
from skill.web.verifiers import ApplicationIdVerifier, FreshnessVerifier
from skill.web.webservice import VerificationException, WebserviceSkillHandler


class Door:
    """The entrance of the skill: it answers the requests that pass all checks, and refuses the others."""

    def __init__(self, skill: CustomSkill, *, signature: SignatureCheck | None, skill_id: str | None) -> None:
        """Take the skill and its checks. Without a signature check, every request is answered."""
        checked = signature is not None
        self._signature = signature
        self._skill_id = skill_id
        skill.serializer = EnvelopeSerializer(lenient=not checked)
        self._handler = WebserviceSkillHandler(
            skill,
            verify_signature=False,
            verify_timestamp=False,
            verifiers=[FreshnessVerifier(), ApplicationIdVerifier(skill_id or "")] if checked else [],
        )

    @property
    def closed_because(self) -> str | None:
        """The reason for which every request is refused, or None if requests can be answered."""
        if self._signature is not None and self._skill_id is None:
            return "SKILL_ID is not set"
        return None

    def answer(self, headers: Headers, body: bytes) -> dict[str, Any]:
        """Return the response envelope. Raises Refused, with a reason that quotes nothing of the request."""
        if self.closed_because:
            raise Refused(self.closed_because)
        if self._signature is not None:
            self._signature.check(headers, body)
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("the body is not UTF-8") from None
        try:
            # The verifiers look at no header. The SDK declares text as the result, and returns a dict.
            response: Any = self._handler.verify_request_and_dispatch({}, text)
        except VerificationException as failure:
            raise Refused(str(failure)) from None
        return dict(response)
