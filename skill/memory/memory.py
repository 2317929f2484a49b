"""The persistence adapter of the SDK, with one more way to save."""

from abc import abstractmethod
from typing import Any

from ask_sdk_core.attributes_manager import AbstractPersistenceAdapter
from ask_sdk_model import RequestEnvelope


class Memory(AbstractPersistenceAdapter):
    """A place where the attributes of people are kept."""

    @abstractmethod
    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of a person of whom something is kept.

        A person that another request has forgotten meanwhile, perhaps in another process, stays forgotten.
        """
