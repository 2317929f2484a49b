"""The key under which a person's attributes are kept."""

import hashlib

from ask_sdk_model import RequestEnvelope


def person_key(request_envelope: RequestEnvelope) -> str | None:
    """Return the SHA-256 of the user id as 64 hexadecimal digits, or None for a request without a user id.

    The hash cannot be turned back into the id.
    """
    context = request_envelope.context
    user = context.system.user if context and context.system else None
    if user is None or not user.user_id:
        return None
    return hashlib.sha256(user.user_id.encode("utf-8", "surrogatepass")).hexdigest()
