"""A skill's response, read and checked by the rules of the Alexa platform."""

import json
import re
from dataclasses import dataclass
from typing import Any

from skill.voice.limits import MAX_CARD_CHARACTERS, MAX_RESPONSE_BYTES, MAX_SPEECH_CHARACTERS
from skill.voice.speech import Speech
from skill.voice.ssml import from_ssml

# https://developer.amazon.com/en-US/docs/alexa/custom-skills/speech-synthesis-markup-language-ssml-reference.html
_KNOWN_TAGS = """
speak alexa:name amazon:auto-breaths amazon:breath amazon:domain amazon:effect amazon:emotion
audio break emphasis lang p phoneme prosody s say-as sub voice w
"""
_TAGS = frozenset(_KNOWN_TAGS.split())
_TAG = re.compile(r"</?([A-Za-z][\w:.-]*)")
_CARD_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_TAGS))})(?:\s[^<>]*)?/?>", re.IGNORECASE)
# Requests that come from no person's words. Only directives may answer them.
_SILENT = ("AudioPlayer.", "PlaybackController.", "SessionEndedRequest", "AlexaSkillEvent.", "System.")
_FORBIDDEN_TO_SILENT = ("outputSpeech", "card", "reprompt", "shouldEndSession")


class PlatformFault(Exception):
    """An answer of the skill that breaks a rule of the Alexa platform. The message names the rule."""


@dataclass(frozen=True)
class Spoken:
    """A response that Alexa accepts."""

    speech: Speech
    """The speech. It is empty if nothing is said."""
    ssml: str | None
    """The speech as the skill wrote it. It is None for plain text and without speech."""
    reprompt: Speech | None
    """The speech for a person who stays silent, if there is one."""
    card: dict[str, Any] | None
    should_end_session: bool | None
    """False opens the microphone. None leaves the decision to the device, which keeps it closed."""
    attributes: dict[str, Any]
    """The session attributes that the device sends back with the next request."""
    directives: list[dict[str, Any]]


def read_response(envelope: object, request_type: str) -> Spoken:
    """Return the answer to a request of this type. Raises PlatformFault if it breaks a rule of the platform.

    Limits and rules:
    https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html
    """
    if not isinstance(envelope, dict):
        raise PlatformFault("the response is not a JSON object")
    if not isinstance(envelope.get("version"), str):
        raise PlatformFault("the response has no version")
    size = len(json.dumps(envelope, ensure_ascii=False).encode())
    if size > MAX_RESPONSE_BYTES:
        raise PlatformFault(f"the response has {size} bytes; Alexa takes {MAX_RESPONSE_BYTES}")
    attributes = _object(envelope.get("sessionAttributes"), "sessionAttributes")
    response = _object(envelope.get("response"), "response")
    if request_type.startswith(_SILENT):
        for key in _FORBIDDEN_TO_SILENT:
            if key in response:
                raise PlatformFault(f"{key} in answer to {request_type}: only directives may be")
    speech, ssml = _speech(response.get("outputSpeech"), "outputSpeech")
    reprompt = None
    if response.get("reprompt") is not None:
        said = _object(response["reprompt"], "reprompt").get("outputSpeech")
        reprompt = _speech(said, "reprompt")[0] or None
    should_end = _should_end(response)
    if should_end is False and not speech:
        raise PlatformFault("the microphone opens (shouldEndSession false) without any speech")
    if should_end is not False and reprompt:
        raise PlatformFault("a reprompt without an open microphone (shouldEndSession false)")
    directives = response.get("directives") or []
    if not isinstance(directives, list):
        raise PlatformFault("directives is not a list")
    return Spoken(
        speech=speech,
        ssml=ssml,
        reprompt=reprompt,
        card=_card(response.get("card")),
        should_end_session=should_end,
        attributes=attributes,
        directives=directives,
    )


def _object(value: object, name: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise PlatformFault(f"{name} is not a JSON object")
    return value


def _should_end(response: dict[str, Any]) -> bool | None:
    # To Alexa null is the same as false. Only a key that is missing leaves the decision to the device.
    if "shouldEndSession" not in response:
        return None
    value = response["shouldEndSession"]
    if value is not None and not isinstance(value, bool):
        raise PlatformFault("shouldEndSession is not a boolean")
    return bool(value)


def _speech(value: object, name: str) -> tuple[Speech, str | None]:
    if value is None:
        return (), None
    said = _object(value, name)
    key = {"PlainText": "text", "SSML": "ssml"}.get(str(said.get("type")))
    written = said.get(key) if key else None
    if not isinstance(written, str):
        raise PlatformFault(f"{name} is neither PlainText with a text nor SSML with an ssml")
    if len(written) > MAX_SPEECH_CHARACTERS:
        raise PlatformFault(f"{name} has {len(written)} characters; Alexa takes {MAX_SPEECH_CHARACTERS}")
    if key == "text":
        words = " ".join(written.split())
        return ((words,) if words else ()), None
    try:
        # Alexa knows its own prefixes. An XML parser needs them declared.
        speech = from_ssml(
            re.sub(r"^\s*<speak\b", '<speak xmlns:amazon="amazon" xmlns:alexa="alexa"', written)
        )
    except ValueError as error:
        raise PlatformFault(f"{name}: {error}") from None
    for tag in _TAG.findall(written):
        if tag not in _TAGS:
            raise PlatformFault(f"{name}: Alexa does not know the tag <{tag}>")
    return speech, written


def _card(value: object) -> dict[str, Any] | None:
    if value is None:
        return None
    card = _object(value, "card")
    text = "".join(str(card.get(key) or "") for key in ("title", "content", "text"))
    if len(text) > MAX_CARD_CHARACTERS:
        raise PlatformFault(f"the card has {len(text)} characters; Alexa takes {MAX_CARD_CHARACTERS}")
    tag = _CARD_TAG.search(text)
    if tag:
        raise PlatformFault(f"the card shows the SSML tag {tag[0]}")
    return card
