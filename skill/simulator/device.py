"""An Echo: it hears, keeps the session, sends requests and refuses answers that Alexa would refuse."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from skill.simulator.hearing import Hearing
from skill.simulator.invocation import Invocation, invocation_in
from skill.simulator.response import PlatformFault, Spoken, read_response
from skill.simulator.samples import Heard
from skill.simulator.transport import SkillRefused, Transport
from skill.simulator.values import HeardSlot
from skill.voice.speech import Speech, text_of
from skill.voice.timing import seconds
from skill.voice.words import words_of

Kind = Literal["dot", "show", "bare"]
"""dot: a speaker that plays audio; show: one with a screen; bare: one that can only speak."""

LEAVING = (["exit"], ["quit"])
"""What ends a session without the skill being asked."""

_AUDIO: dict[str, Any] = {"AudioPlayer": {}}
_SCREEN: dict[str, Any] = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}}
_INTERFACES: dict[Kind, dict[str, Any]] = {"dot": _AUDIO, "show": _AUDIO | _SCREEN, "bare": {}}


@dataclass(frozen=True)
class Turn:
    """One thing that the device was told, and what came of it."""

    utterance: str
    request: dict[str, Any]
    """The request envelope; empty when nothing was sent."""
    response: dict[str, Any]
    """The response envelope; empty likewise."""
    intent: str
    """The intent's name, or the request's type when it is no intent; "Reprompt" when nothing was sent."""
    slots: dict[str, HeardSlot]
    """The filled slots."""
    speech: Speech
    """What is said; empty when nothing is."""
    reprompt: Speech | None
    ssml: str | None
    card: dict[str, Any] | None
    session_open: bool
    """Whether the session goes on after it."""

    @property
    def text(self) -> str:
        """The words that are said, without tags and pauses."""
        return text_of(self.speech)

    @property
    def seconds(self) -> float:
        """How long the speech takes."""
        return seconds(self.speech)


@dataclass
class _Session:
    id: str
    new: bool
    attributes: dict[str, Any]
    listening: bool
    reprompt: Speech | None
    """What a first silence brings; None once it has been said."""


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Device:
    """One Echo with one person and one skill on it.

    Whatever sends a request raises SkillRefused when the skill does not answer 200, and PlatformFault when
    Alexa would refuse the answer; the session is over then.
    """

    def __init__(
        self,
        send: Transport,
        hearing: Hearing,
        *,
        kind: Kind = "dot",
        locale: str = "en-US",
        user: str = "amzn1.ask.account.SIMULATED",
        application_id: str = "amzn1.ask.skill.simulated",
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._send = send
        self._hearing = hearing
        self._kind = kind
        self._locale = locale
        self._user = user
        self._application_id = application_id
        self._clock = clock
        self._session: _Session | None = None

    def reach(self, send: Transport) -> None:
        """Send to another place from now on; the session goes on."""
        self._send = send

    @property
    def session_open(self) -> bool:
        """Whether words go to the skill without its name."""
        return self._session is not None

    @property
    def listening(self) -> bool:
        """Whether the microphone is open; on a screen a session may be open without it."""
        return self._session is not None and self._session.listening

    @property
    def attributes(self) -> dict[str, Any]:
        """The session attributes as the skill last sent them; empty outside a session."""
        return self._session.attributes if self._session else {}

    def launch(self) -> Turn:
        """ "Alexa, open ..." in a new session."""
        self.end()
        return self._launch(f"open {self._hearing.model.invocation_name}")

    def ask(self, words: str) -> Turn:
        """A one-shot in a new session: "Alexa, ask ... <words>", with or without the invocation itself."""
        self.end()
        found = invocation_in(words, self._hearing.model.invocation_name)
        return self._invoke(found or Invocation(words), words)

    def say(self, words: str) -> Turn | None:
        """What a person says to the device; None when nothing comes of it.

        Inside a session the words go to the skill, "exit" and "quit" end it, and an invocation starts a new
        one. Outside a session they are a one-shot, or the launch, with or without the skill's name.
        """
        spoken = [word for word in words_of(words) if word != "alexa"]
        if not spoken:
            return self.silence()
        if spoken in LEAVING:
            return self.end()
        if self._session is None or invocation_in(words, self._hearing.model.invocation_name):
            return self.ask(words)
        return self._intend(self._hearing.hear(words, one_shot=False), words)

    def silence(self) -> Turn | None:
        """The person says nothing: the reprompt the first time, the session's end the second.

        None outside a session. The end is at once where the skill gave no reprompt.
        """
        if self._session is None:
            return None
        reprompt = self._session.reprompt
        if reprompt is None:
            # A screen that has shown its answer long enough gives up as if the person had left.
            return self.end("EXCEEDED_MAX_REPROMPTS" if self._session.listening else "USER_INITIATED")
        self._session.reprompt = None
        return Turn("", {}, {}, "Reprompt", {}, reprompt, None, None, None, session_open=True)

    def end(self, reason: str = "USER_INITIATED", error: dict[str, str] | None = None) -> Turn | None:
        """The session ends from outside the skill, which is told so; None outside a session.

        reason: USER_INITIATED, ERROR or EXCEEDED_MAX_REPROMPTS; error: `{"type", "message"}`, with ERROR.
        """
        if self._session is None:
            return None
        fields: dict[str, Any] = {"reason": reason} | ({"error": error} if error else {})
        session, self._session = self._session, None
        return self._exchange(self._request("SessionEndedRequest", fields), "", {}, session)

    def event(self, request_type: str, **fields: Any) -> Turn:
        """A request without a session, such as AudioPlayer.PlaybackStarted; fields go into the request."""
        return self._exchange(self._request(request_type, fields), "", {}, None)

    def intent(self, name: str, slots: Mapping[str, str | HeardSlot] | None = None) -> Turn:
        """An intent as if it had been heard; words for a slot are resolved as heard ones are."""
        declared = self._declared(name)
        filled = {
            slot: value if isinstance(value, HeardSlot) else self._hearing.slot(declared[slot], value)
            for slot, value in (slots or {}).items()
        }
        return self._intend(Heard(name, filled), "")

    def _invoke(self, invocation: Invocation, words: str) -> Turn:
        if not words_of(invocation.rest):
            return self._launch(words)
        return self._intend(self._hearing.hear(invocation.rest, one_shot=True), words)

    def _launch(self, words: str) -> Turn:
        return self._exchange(self._request("LaunchRequest", {}), words, {}, self._opened())

    def _intend(self, heard: Heard, words: str) -> Turn:
        intent: dict[str, Any] = {"name": heard.intent, "confirmationStatus": "NONE"}
        declared = self._declared(heard.intent)
        if declared:
            intent["slots"] = {name: self._slot(name, heard.slots.get(name)) for name in declared}
        request = self._request("IntentRequest", {"dialogState": "COMPLETED", "intent": intent})
        return self._exchange(request, words, heard.slots, self._opened())

    def _declared(self, intent: str) -> dict[str, str]:
        known = self._hearing.model.intents.get(intent)
        return known.slots if known else {}

    def _opened(self) -> _Session:
        if self._session is None:
            identity = f"amzn1.echo-api.session.{uuid.uuid4()}"
            self._session = _Session(identity, new=True, attributes={}, listening=False, reprompt=None)
        return self._session

    def _exchange(
        self, request: dict[str, Any], words: str, slots: dict[str, HeardSlot], session: _Session | None
    ) -> Turn:
        envelope = self._envelope(request, session)
        try:
            response = self._send(envelope)
            answer = read_response(response, request["type"])
        except (SkillRefused, PlatformFault):
            self._session = None
            raise
        if session is not None and session is self._session:
            self._follow(session, answer)
        return Turn(
            utterance=words,
            request=envelope,
            response=response,
            intent=request["intent"]["name"] if "intent" in request else request["type"],
            slots=slots,
            speech=answer.speech,
            reprompt=answer.reprompt,
            ssml=answer.ssml,
            card=answer.card,
            session_open=self.session_open,
        )

    def _follow(self, session: _Session, answer: Spoken) -> None:
        # Left to the device, a screen keeps the session without listening, and a speaker closes it.
        stays = answer.should_end_session is False or (
            answer.should_end_session is None and self._kind == "show"
        )
        if not stays:
            self._session = None
            return
        session.new = False
        session.attributes = answer.attributes
        session.listening = answer.should_end_session is False
        session.reprompt = answer.reprompt

    def _envelope(self, request: dict[str, Any], session: _Session | None) -> dict[str, Any]:
        envelope: dict[str, Any] = {"version": "1.0"}
        if session is not None:
            envelope["session"] = {
                "new": session.new,
                "sessionId": session.id,
                "application": {"applicationId": self._application_id},
                "attributes": session.attributes,
                "user": {"userId": self._user},
            }
        return envelope | {"context": self._context(), "request": request}

    def _context(self) -> dict[str, Any]:
        context: dict[str, Any] = {
            "System": {
                "application": {"applicationId": self._application_id},
                "user": {"userId": self._user},
                "device": {
                    "deviceId": f"amzn1.ask.device.SIMULATED.{self._kind}",
                    "supportedInterfaces": _INTERFACES[self._kind],
                },
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "simulated",
            }
        }
        if "AudioPlayer" in _INTERFACES[self._kind]:
            context["AudioPlayer"] = {"playerActivity": "IDLE"}
        if self._kind == "show":
            context |= _viewport()
        return context

    def _request(self, request_type: str, fields: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": request_type,
            "requestId": f"amzn1.echo-api.request.{uuid.uuid4()}",
            "timestamp": _timestamp(self._clock()),
            "locale": self._locale,
            **fields,
        }

    def _slot(self, name: str, heard: HeardSlot | None) -> dict[str, Any]:
        slot: dict[str, Any] = {"name": name, "confirmationStatus": "NONE"}
        if heard is None:
            return slot
        resolved: dict[str, Any] = {}
        # Amazon's own slot types come without resolutions.
        if not heard.type.startswith("AMAZON."):
            authority: dict[str, Any] = {
                "authority": f"amzn1.er-authority.echo-sdk.{self._application_id}.{heard.type}",
                "status": {"code": "ER_SUCCESS_NO_MATCH"},
            }
            if heard.id is not None:
                authority["status"] = {"code": "ER_SUCCESS_MATCH"}
                authority["values"] = [{"value": {"name": heard.name, "id": heard.id}}]
            resolved = {"resolutions": {"resolutionsPerAuthority": [authority]}}
        value = {"type": "Simple", "value": heard.value, **resolved}
        return slot | {"value": heard.value, "source": "USER", **resolved, "slotValue": value}


def _timestamp(moment: datetime) -> str:
    exact = "milliseconds" if moment.microsecond >= 1000 else "seconds"
    return moment.astimezone(UTC).isoformat(timespec=exact).replace("+00:00", "Z")


def _viewport() -> dict[str, Any]:
    # An Echo Show 8's screen, as in
    # https://developer.amazon.com/en-US/docs/alexa/alexa-presentation-language/apl-viewport-property.html
    shown = {"pixelWidth": 1280, "pixelHeight": 800, "dpi": 160}
    return {
        "Viewport": {
            "experiences": [
                {"arcMinuteWidth": 346, "arcMinuteHeight": 216, "canRotate": False, "canResize": False}
            ],
            "mode": "HUB",
            "shape": "RECTANGLE",
            "pixelWidth": shown["pixelWidth"],
            "pixelHeight": shown["pixelHeight"],
            "dpi": shown["dpi"],
            "currentPixelWidth": shown["pixelWidth"],
            "currentPixelHeight": shown["pixelHeight"],
            "touch": ["SINGLE"],
            "video": {"codecs": ["H_264_42", "H_264_41"]},
        },
        "Viewports": [
            {
                "type": "APL",
                "id": "main",
                "shape": "RECTANGLE",
                "dpi": shown["dpi"],
                "presentationType": "STANDARD",
                "canRotate": False,
                "configuration": {
                    "current": {
                        "mode": "HUB",
                        "size": {
                            "type": "DISCRETE",
                            "pixelWidth": shown["pixelWidth"],
                            "pixelHeight": shown["pixelHeight"],
                        },
                    }
                },
            }
        ],
    }
