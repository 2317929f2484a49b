"""A memory that keeps nothing: everybody is new to it."""

from typing import Any

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope


class NoMemory(AbstractPersistenceAdapter):
    """For asking once, without a trace."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Nothing."""
        return {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep nothing."""

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """There is nothing to delete."""
