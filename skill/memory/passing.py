"""A memory that ends with its process, for the URL sqlite://."""

import json
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.memory.memory import Memory
from skill.memory.person_key import person_key


class PassingMemory(Memory):
    """The attributes of each person, under a hash of the user id, in a dict."""

    def __init__(self) -> None:
        self._people: dict[str, str] = {}
        """Person to their attributes as JSON, so that what a caller changes later is not kept."""

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return the attributes that are kept of the person, or an empty dict for a new one."""
        attributes: dict[str, Any] = json.loads(self._people.get(person_key(request_envelope) or "", "{}"))
        return attributes

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of the person, in place of those that were kept before."""
        key = person_key(request_envelope)
        if key is not None:
            self._people[key] = json.dumps(attributes)

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of a person of whom something is kept."""
        if person_key(request_envelope) in self._people:
            self.save_attributes(request_envelope, attributes)

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete the person's attributes."""
        self._people.pop(person_key(request_envelope) or "", None)
