"""One request, and what is known while it is answered."""

from datetime import UTC, date, datetime
from typing import Any

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent, IntentRequest, LaunchRequest, Request, Slot
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.conversation.session import Session, read_session
from skill.interaction.intents import Intent as Meant
from skill.interaction.intents import meant
from skill.knowledge.phrases import Question


def session_of(handler_input: HandlerInput) -> Session:
    """The session of this request: the same object each time it is asked for while it is answered."""
    attributes: dict[str, Any] = handler_input.attributes_manager.request_attributes
    session = attributes.get("session")
    if not isinstance(session, Session):
        sent = handler_input.request_envelope.session
        session = attributes["session"] = read_session(sent.attributes if sent else None)
    return session


def take_turns(handler_input: HandlerInput, phrase: str, wordings: tuple[str, ...]) -> str:
    """The wording whose turn it is: never the last one again, and tomorrow another first."""
    spoken = session_of(handler_input).spoken
    said = spoken.get(phrase, 0)
    spoken[phrase] = said + 1
    timestamp = request_of(handler_input).timestamp
    return wordings[((timestamp.toordinal() if timestamp else 0) + said) % len(wordings)]


def request_of(handler_input: HandlerInput) -> Request:
    """The request: the door lets no envelope in without one."""
    request = handler_input.request_envelope.request
    assert request is not None
    return request


def day_of(handler_input: HandlerInput) -> date:
    """The day of the request."""
    moment = request_of(handler_input).timestamp
    return moment.date() if moment else datetime.now(UTC).date()


def locale_of(handler_input: HandlerInput) -> str | None:
    """The device's locale, where it is said."""
    locale: str | None = request_of(handler_input).locale
    return locale


def is_new(handler_input: HandlerInput) -> bool:
    """Whether the session begins with this request: a one-shot, or a word to the player."""
    session = handler_input.request_envelope.session
    return session is not None and session.new is True


def may_speak(handler_input: HandlerInput) -> bool:
    """Whether the platform takes speech in answer to this request."""
    return isinstance(request_of(handler_input), LaunchRequest | IntentRequest)


def intent_of(handler_input: HandlerInput) -> Meant | None:
    """What is meant; None for a request that is no intent."""
    intent = _intent(handler_input)
    return None if intent is None else meant(str(intent.name))


def wants(handler_input: HandlerInput, intent: str, *, yes_to: tuple[Question, ...] = ()) -> bool:
    """Whether the person said this, or yes to a question that means this."""
    name = intent_of(handler_input)
    return name == intent or (name == "YesIntent" and session_of(handler_input).asked in yes_to)


def slot_id(handler_input: HandlerInput, name: str) -> str | None:
    """The id of the slot's value, or None when it is empty or not one that the model knows."""
    slot = _slot(handler_input, name)
    resolutions = slot.resolutions if slot else None
    for resolution in (resolutions.resolutions_per_authority or []) if resolutions else []:
        matched = resolution.status is not None and resolution.status.code == StatusCode.ER_SUCCESS_MATCH
        if matched and resolution.values and resolution.values[0].value:
            found: str | None = resolution.values[0].value.id
            return found
    return None


def slot_words(handler_input: HandlerInput, name: str) -> str:
    """The words that fill the slot, known to the model or not; empty when nothing does."""
    slot = _slot(handler_input, name)
    return str(slot.value) if slot and slot.value else ""


def filled_slots(handler_input: HandlerInput) -> list[str]:
    """The names of the slots that have words."""
    intent = _intent(handler_input)
    return [name for name in (intent.slots or {}) if slot_words(handler_input, name)] if intent else []


def _slot(handler_input: HandlerInput, name: str) -> Slot | None:
    intent = _intent(handler_input)
    return (intent.slots or {}).get(name) if intent else None


def _intent(handler_input: HandlerInput) -> Intent | None:
    request = request_of(handler_input)
    return request.intent if isinstance(request, IntentRequest) else None
