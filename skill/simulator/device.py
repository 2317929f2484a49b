"""A simulated Echo: it understands words, keeps the session, sends requests and checks the answers."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from skill.simulator.clock import Clock
from skill.simulator.controls import BUTTONS, Button, playback_intent
from skill.simulator.directives import Directive, Stop, read_directives
from skill.simulator.envelope import Kind, Sender
from skill.simulator.hearing import Hearing
from skill.simulator.invocation import Invocation, invocation_in
from skill.simulator.player import NEARLY_FINISHED, Event, Player
from skill.simulator.response import PlatformFault, Spoken, read_response
from skill.simulator.samples import Heard
from skill.simulator.sound import Fetch, Sounds
from skill.simulator.transport import Fetching, SkillRefused, Transport
from skill.simulator.values import HeardSlot
from skill.voice.speech import Speech, text_of
from skill.voice.timing import seconds
from skill.voice.words import words_of

__all__ = ["LEAVING", "Device", "Kind", "Turn", "now"]

LEAVING = (["exit"], ["quit"])
"""The words that end a session before the skill is asked."""

_MOST_AT_ONCE = 50
"""The player events that may follow each other without time passing: more would be an endless exchange."""

_NOTHING = 1e-6
"""The seconds by which a sum of times may be off through rounding."""


@dataclass(frozen=True)
class Turn:
    """One thing that the device was told, and the answer to it."""

    utterance: str
    request: dict[str, Any]
    """The request envelope. It is empty if no request was sent."""
    response: dict[str, Any]
    """The response envelope. It is empty if no request was sent."""
    intent: str
    """The name of the intent, or the type of another request, or "Reprompt" if no request was sent."""
    slots: dict[str, HeardSlot]
    """The filled slots by their names."""
    speech: Speech
    """The speech. It is empty if nothing is said."""
    reprompt: Speech | None
    ssml: str | None
    card: dict[str, Any] | None
    session_open: bool
    """True if the session goes on afterwards."""
    events: tuple["Turn", ...] = ()
    """The requests of the audio player because of it, in their order; that of a pause comes before it."""

    @property
    def text(self) -> str:
        """The words of the speech, without tags and pauses."""
        return text_of(self.speech)

    @property
    def seconds(self) -> float:
        """The estimated seconds of the speech."""
        return seconds(self.speech)


@dataclass
class _Session:
    id: str
    new: bool
    attributes: dict[str, Any]
    listening: bool
    reprompt: Speech | None
    """The speech for a first silence. It is None after it was said, or if the skill gave none."""


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Device:
    """One Echo with one person and one skill on it.

    A method that sends a request raises SkillRefused if the skill does not answer with 200, and
    PlatformFault if Alexa would refuse the answer. Either ends the session.

    Audio plays only in `let_pass`: while a person or the skill speaks, no time passes for the player.
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
        fetch: Fetch | None = None,
        nearly_finished: float = NEARLY_FINISHED,
        tells_interruptions: bool = True,
    ) -> None:
        """Take the skill's transport and the understanding of its model.

        fetch: the function that fetches audio files, by default that of the transport. nearly_finished,
        tells_interruptions: the same as for `Player`.
        """
        self._hearing = hearing
        self._sender = Sender(kind, locale, user, application_id)
        self._clock = clock
        self._session: _Session | None = None
        self._own_fetch = fetch
        self._sounds = Sounds(None)
        self.player = Player(
            self._sounds.seconds, nearly_finished=nearly_finished, tells_interruptions=tells_interruptions
        )
        """The audio player, for reading only."""
        self.reach(send)

    def reach(self, send: Transport) -> None:
        """Send requests through another transport from now on. The session goes on."""
        self._send = send
        self._sounds.fetch = self._own_fetch or (send.fetch if isinstance(send, Fetching) else None)

    @property
    def invocation_name(self) -> str:
        """The skill's name as people say it."""
        return self._hearing.model.invocation_name

    @property
    def session_open(self) -> bool:
        """True if a session is open: words reach the skill without its name."""
        return self._session is not None

    @property
    def listening(self) -> bool:
        """True if the microphone is open. A device with a screen may keep a session open without it."""
        return self._session is not None and self._session.listening

    @property
    def attributes(self) -> dict[str, Any]:
        """The session attributes as the skill last sent them. They are empty outside a session."""
        return self._session.attributes if self._session else {}

    def launch(self) -> Turn:
        """Open the skill in a new session, as "Alexa, open ..." does."""
        self._leave()
        return self._launch(f"open {self._hearing.model.invocation_name}")

    def ask(self, words: str) -> Turn:
        """Ask the skill in a new session: "Alexa, ask ... <words>". The words may hold the invocation."""
        self._leave()
        found = invocation_in(words, self._hearing.model.invocation_name)
        return self._invoke(found or Invocation(words), words)

    def say(self, words: str) -> Turn | None:
        """Say words to the device. Return the answer, or None if there is none.

        Inside a session the words go to the skill, "exit" and "quit" end the session, and an invocation
        starts a new one. Outside a session the words are a one-shot or the launch, with the skill's name or
        without it. But while audio plays, or after it was stopped before its end, words without the name
        reach the skill only if they are playback words, as "pause" and "next"; other words have no answer.
        """
        spoken = [word for word in words_of(words) if word != "alexa"]
        if not spoken:
            return self.silence()
        if spoken in LEAVING:
            return self.end()
        if invocation_in(words, self._hearing.model.invocation_name):
            return self.ask(words)
        if self._session is not None:
            return self._intend(self._hearing.hear(words, one_shot=False), words)
        if self.player.in_use or self.player.stream is not None:
            # Playback words go to the skill that played audio last, even after the audio has ended.
            intent = playback_intent(words)
            if intent or self.player.in_use:
                return self._intend(Heard(intent, {}), words) if intent else None
        return self.ask(words)

    def press(self, button: Button) -> Turn:
        """Press a button of a remote control. (The pause button on a screen sends no request.)"""
        return self.event(BUTTONS[button])

    def silence(self) -> Turn | None:
        """Stay silent. Return the reprompt the first time, and the end of the session the second time.

        If the skill gave no reprompt, the session ends the first time. Returns None outside a session.
        """
        if self._session is None:
            return None
        reprompt = self._session.reprompt
        if reprompt is None:
            # A device with a screen that does not listen ends the session as if the person had left.
            return self.end("EXCEEDED_MAX_REPROMPTS" if self._session.listening else "USER_INITIATED")
        self._session.reprompt = None
        return Turn("", {}, {}, "Reprompt", {}, reprompt, None, None, None, session_open=True)

    def end(self, reason: str = "USER_INITIATED", error: dict[str, str] | None = None) -> Turn | None:
        """End the session from outside the skill, which is told so. Returns None outside a session.

        reason: USER_INITIATED, ERROR or EXCEEDED_MAX_REPROMPTS. error: `{"type", "message"}`, with ERROR
        only.
        """
        turn = self._leave(reason, error)
        return turn and replace(turn, events=tuple(self._settle()))

    def event(self, request_type: str, **fields: Any) -> Turn:
        """Send a request without a session, as AlexaSkillEvent.SkillDisabled, with these fields in it."""
        turn, directives = self._exchange(request_type, fields, self.player.state)
        return replace(turn, events=(*self._obey(directives), *self._settle()))

    def intent(self, name: str, slots: Mapping[str, str | HeardSlot] | None = None) -> Turn:
        """Send an intent as if it had been heard. Words for a slot are resolved to its values."""
        declared = self._declared(name)
        filled = {
            slot: value if isinstance(value, HeardSlot) else self._hearing.slot(declared[slot], value)
            for slot, value in (slots or {}).items()
        }
        return self._intend(Heard(name, filled), "")

    def until_next_event(self) -> float | None:
        """Return the seconds until the next event of the audio player, or None if none is coming.

        They are 0 after an answer with speech and audio: the audio starts when `let_pass` is next called,
        after the speech. If a person says something before that, it never starts.
        """
        return None if self.listening else self.player.until_next

    def let_pass(self, seconds: float) -> list[Turn]:
        """Let so many seconds pass without speech. Return the player's requests, each sent at its own moment.

        A `Clock` is moved on by as many seconds; real time has passed already. Audio stands still while the
        microphone is open. After a SkillRefused or PlatformFault the rest of the time has not passed.
        """
        turns: list[Turn] = []
        at_once = 0
        while (due := self.until_next_event()) is not None and due <= seconds + _NOTHING:
            at_once = 0 if due > _NOTHING else at_once + 1
            if at_once > _MOST_AT_ONCE:
                self.player.obey(Stop())
                raise PlatformFault(f"{at_once} answers to the audio player without anything being played")
            self._pass(due)
            seconds -= due
            event = self.player.happens()
            turns += self._report(event) if event else []
        self._pass(max(0.0, seconds))
        return turns

    def _pass(self, seconds: float) -> None:
        if isinstance(self._clock, Clock):
            self._clock.advance(seconds)
        if not self.listening:
            self.player.let_pass(seconds)

    def _settle(self) -> list[Turn]:
        """Let happen what is due at once, because no speech comes before it."""
        return self.let_pass(0.0)

    def _report(self, event: Event) -> list[Turn]:
        turn, directives = self._exchange(event.type, event.fields, self.player.state)
        return [turn, *self._obey(directives)]

    def _obey(self, directives: Sequence[Directive]) -> list[Turn]:
        turns: list[Turn] = []
        for directive in directives:
            stopped = self.player.obey(directive)
            turns += self._report(stopped) if stopped else []
        return turns

    def _leave(self, reason: str = "USER_INITIATED", error: dict[str, str] | None = None) -> Turn | None:
        if self._session is None:
            return None
        fields: dict[str, Any] = {"reason": reason} | ({"error": error} if error else {})
        session, self._session = self._session, None
        self.player.go_on()
        return self._exchange("SessionEndedRequest", fields, self.player.state, session=session)[0]

    def _invoke(self, invocation: Invocation, words: str) -> Turn:
        if not words_of(invocation.rest):
            return self._launch(words)
        return self._intend(self._hearing.hear(invocation.rest, one_shot=True), words)

    def _launch(self, words: str) -> Turn:
        return self._speak_to("LaunchRequest", {}, words, {})

    def _intend(self, heard: Heard, words: str) -> Turn:
        intent = self._sender.intent(heard.intent, self._declared(heard.intent), heard.slots)
        return self._speak_to(
            "IntentRequest", {"dialogState": "COMPLETED", "intent": intent}, words, heard.slots
        )

    def _declared(self, intent: str) -> dict[str, str]:
        known = self._hearing.model.intents.get(intent)
        return known.slots if known else {}

    def _speak_to(
        self, request_type: str, fields: dict[str, Any], words: str, slots: dict[str, HeardSlot]
    ) -> Turn:
        """Send the request that a person's words make. Audio is paused meanwhile."""
        # The request has the player's state of the moment at which the person says "Alexa". The skill is
        # told of the pause before it gets the request, as the words are still being recognised. Amazon does
        # not say which of the two comes first.
        state = self.player.state
        paused = self.player.interrupt()
        try:
            before = self._report(paused) if paused else []
            if self._session is None:
                identity = f"amzn1.echo-api.session.{uuid.uuid4()}"
                self._session = _Session(identity, new=True, attributes={}, listening=False, reprompt=None)
            turn, directives = self._exchange(
                request_type, fields, state, words=words, slots=slots, session=self._session
            )
            after = self._obey(directives)
        finally:
            if not self.listening:
                self.player.go_on()
        after += [] if turn.speech else self._settle()
        return replace(turn, events=(*before, *after))

    def _exchange(
        self,
        request_type: str,
        fields: Mapping[str, Any],
        state: dict[str, Any],
        *,
        words: str = "",
        slots: dict[str, HeardSlot] | None = None,
        session: _Session | None = None,
    ) -> tuple[Turn, list[Directive]]:
        """Send a request with the player's state. Return the answer and the directives for the player."""
        request = self._sender.request(request_type, fields, self._clock())
        envelope = self._sender.envelope(request, state, self._written(session) if session else None)
        try:
            response = self._send(envelope)
            answer = read_response(response, request_type)
            directives = read_directives(answer.directives, request_type, answer.should_end_session)
            if directives and not self._sender.plays_audio:
                raise PlatformFault("an AudioPlayer directive for a device without an audio player")
        except (SkillRefused, PlatformFault):
            self._session = None
            raise
        if session is not None and session is self._session:
            self._follow(session, answer)
        turn = Turn(
            utterance=words,
            request=envelope,
            response=response,
            intent=fields["intent"]["name"] if "intent" in fields else request_type,
            slots=slots or {},
            speech=answer.speech,
            reprompt=answer.reprompt,
            ssml=answer.ssml,
            card=answer.card,
            session_open=self.session_open,
        )
        return turn, directives

    def _written(self, session: _Session) -> dict[str, Any]:
        return self._sender.session(session.id, session.attributes, new=session.new)

    def _follow(self, session: _Session, answer: Spoken) -> None:
        # If the skill leaves it to the device, one with a screen keeps the session without listening, and a
        # speaker ends it.
        stays = answer.should_end_session is False or (
            answer.should_end_session is None and self._sender.kind == "show"
        )
        if not stays:
            self._session = None
            return
        session.new = False
        session.attributes = answer.attributes
        session.listening = answer.should_end_session is False
        session.reprompt = answer.reprompt
