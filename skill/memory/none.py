"""A memory that keeps nothing: every person is new to it."""

from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.memory.memory import Memory


class NoMemory(Memory):
    """A memory for questions that leave no trace."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return an empty dict, as for a new person."""
        return {}

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep nothing."""

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep nothing."""

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete nothing, as nothing is kept."""
