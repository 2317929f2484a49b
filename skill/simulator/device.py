"""An Echo: it hears, keeps the session, sends requests and refuses answers that Alexa would refuse."""

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

__all__ = ["LEAVING", "Answer", "Device", "Kind", "Session", "now"]

LEAVING = (["exit"], ["quit"])
"""The words that end a session without the skill being asked."""

# More than this without any time passing, and the skill and the player only answer each other.
_MOST_AT_ONCE = 50
# Time that is added up may be off by less than anybody notices.
_NOTHING = 1e-6


@dataclass(frozen=True)
class Answer:
    """One thing that the device was told, and what came of it."""

    utterance: str
    """The words that somebody said; empty when nobody said any."""
    request: dict[str, Any]
    """The request envelope; empty when nothing was sent."""
    response: dict[str, Any]
    """The response envelope; empty when nothing was sent."""
    intent: str
    """The intent's name, or the request's type when it is no intent; "Reprompt" when nothing was sent."""
    slots: dict[str, HeardSlot]
    """The filled slots."""
    speech: Speech
    """The speech of the reply; empty when it has none."""
    reprompt: Speech | None
    """The speech that a first silence brings."""
    ssml: str | None
    card: dict[str, Any] | None
    session_open: bool
    """True if the session goes on after it."""
    events: tuple["Answer", ...] = ()
    """The requests that the audio player sent because of it, in order: before it when it was interrupted, and
    after it."""

    @property
    def text(self) -> str:
        """The words that are said, without tags and pauses."""
        return text_of(self.speech)

    @property
    def seconds(self) -> float:
        """The length of the speech in seconds."""
        return seconds(self.speech)


@dataclass(frozen=True)
class Session:
    """A session between two requests, as `Device.session` has it and `Device.resume` goes on with it."""

    id: str
    new: bool
    """True if the skill has not answered in it."""
    attributes: Mapping[str, Any]
    """The session attributes as the skill last sent them."""
    listening: bool
    """True if the microphone is open; on a screen a session may be open without it."""
    reprompt: Speech | None
    """The speech that a first silence brings; None once it has been said."""


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Device:
    """One Echo with one person and one skill on it.

    A method that sends a request raises SkillRefused when the skill does not answer 200, and PlatformFault
    when Alexa would refuse the answer; the session is over then.

    What plays goes on only in `let_pass`: the player stands still while somebody speaks.
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
        """`fetch` gets what is played, by default in the way that requests are sent.

        nearly_finished, tells_interruptions: as for `Player`.
        """
        self._hearing = hearing
        self._sender = Sender(kind, locale, user, application_id)
        self._clock = clock
        self._session: Session | None = None
        self._own_fetch = fetch
        self._sounds = Sounds(None)
        self.player = Player(
            self._sounds.seconds, nearly_finished=nearly_finished, tells_interruptions=tells_interruptions
        )
        """The audio player, to be looked at."""
        self.reach(send)

    def reach(self, send: Transport) -> None:
        """Send to another place from now on; the session goes on."""
        self._send = send
        self._sounds.fetch = self._own_fetch or (send.fetch if isinstance(send, Fetching) else None)

    @property
    def invocation_name(self) -> str:
        """The skill's invocation name."""
        return self._hearing.model.invocation_name

    @property
    def session(self) -> Session | None:
        """The session that is open; None when none is."""
        return self._session

    @property
    def session_open(self) -> bool:
        """True if words go to the skill without its name."""
        return self._session is not None

    @property
    def listening(self) -> bool:
        """True if the microphone is open; on a screen a session may be open without it."""
        return self._session is not None and self._session.listening

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The session attributes as the skill last sent them; empty outside a session."""
        return self._session.attributes if self._session else {}

    def resume(self, session: Session | None) -> None:
        """Go on with this session from here, or with none: nothing is sent, and the player stays as it is."""
        self._session = session

    def launch(self) -> Answer:
        """ "Alexa, open ..." in a new session."""
        self._leave()
        return self._launch(f"open {self._hearing.model.invocation_name}")

    def ask(self, words: str) -> Answer:
        """A one-shot in a new session: "Alexa, ask ... <words>", with or without the invocation itself."""
        self._leave()
        found = invocation_in(words, self._hearing.model.invocation_name)
        return self._invoke(found or Invocation(words), words)

    def say(self, words: str) -> Answer | None:
        """The answer to what a person says to the device; None when nothing comes of it.

        Inside a session the words go to the skill, "exit" and "quit" end it, and an invocation starts a new
        one. Outside a session they are a one-shot, or the launch, with or without the skill's name; but while
        something plays, or was stopped before its end, only "pause", "next" and the like need no name, and
        nothing comes of anything else.
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
            # The last skill that played something gets these words, even when it plays no more.
            intent = playback_intent(words)
            if intent or self.player.in_use:
                return self._intend(Heard(intent, {}), words) if intent else None
        return self.ask(words)

    def press(self, button: Button) -> Answer:
        """A button on a remote control; a screen's own pause button asks nobody."""
        return self.event(BUTTONS[button])

    def silence(self) -> Answer | None:
        """The person says nothing: the reprompt the first time, the session's end the second.

        None outside a session. The end is at once where the skill gave no reprompt.
        """
        if self._session is None:
            return None
        reprompt = self._session.reprompt
        if reprompt is None:
            # A screen that has shown its answer long enough gives up as if the person had left.
            return self.end("EXCEEDED_MAX_REPROMPTS" if self._session.listening else "USER_INITIATED")
        self._session = replace(self._session, reprompt=None)
        return Answer("", {}, {}, "Reprompt", {}, reprompt, None, None, None, session_open=True)

    def end(self, reason: str = "USER_INITIATED", error: dict[str, str] | None = None) -> Answer | None:
        """The session ends from outside the skill, which is told so; None outside a session.

        reason: USER_INITIATED, ERROR or EXCEEDED_MAX_REPROMPTS; error: `{"type", "message"}`, with ERROR.
        """
        answer = self._leave(reason, error)
        return answer and replace(answer, events=tuple(self._settle()))

    def event(self, request_type: str, **fields: Any) -> Answer:
        """A request without a session, such as AlexaSkillEvent.SkillDisabled; fields go into the request."""
        answer, directives = self._exchange(request_type, fields, self.player.state)
        return replace(answer, events=(*self._obey(directives), *self._settle()))

    def intent(self, name: str, slots: Mapping[str, str | HeardSlot] | None = None) -> Answer:
        """An intent as if it had been heard; words for a slot are resolved as heard ones are."""
        declared = self._declared(name)
        filled = {
            slot: value if isinstance(value, HeardSlot) else self._hearing.slot(declared[slot], value)
            for slot, value in (slots or {}).items()
        }
        return self._intend(Heard(name, filled), "")

    def until_next_event(self) -> float | None:
        """Seconds until the audio player has something to tell; None when it has not.

        0 after an answer that was spoken and plays something: it starts when `let_pass` is next called, after
        the speech. If somebody says something before that, it never starts.
        """
        return None if self.listening else self.player.until_next

    def let_pass(self, seconds: float) -> list[Answer]:
        """Let so much time go by while nobody speaks: the player's requests in it, each at its own moment.

        A `Clock` is moved on by as much; the real time has passed already. What plays stands still while
        the microphone is open. After a SkillRefused or PlatformFault the rest of the time has not passed.
        """
        answers: list[Answer] = []
        at_once = 0
        while (due := self.until_next_event()) is not None and due <= seconds + _NOTHING:
            at_once = 0 if due > _NOTHING else at_once + 1
            if at_once > _MOST_AT_ONCE:
                self.player.obey(Stop())
                raise PlatformFault(f"{at_once} answers to the audio player without anything being played")
            self._pass(due)
            seconds -= due
            event = self.player.happens()
            answers += self._report(event) if event else []
        self._pass(max(0.0, seconds))
        return answers

    def _pass(self, seconds: float) -> None:
        if isinstance(self._clock, Clock):
            self._clock.advance(seconds)
        if not self.listening:
            self.player.let_pass(seconds)

    def _settle(self) -> list[Answer]:
        """Let happen what happens at once, because nothing is said before it."""
        return self.let_pass(0.0)

    def _report(self, event: Event) -> list[Answer]:
        answer, directives = self._exchange(event.type, event.fields, self.player.state)
        return [answer, *self._obey(directives)]

    def _obey(self, directives: Sequence[Directive]) -> list[Answer]:
        answers: list[Answer] = []
        for directive in directives:
            stopped = self.player.obey(directive)
            answers += self._report(stopped) if stopped else []
        return answers

    def _leave(self, reason: str = "USER_INITIATED", error: dict[str, str] | None = None) -> Answer | None:
        if self._session is None:
            return None
        fields: dict[str, Any] = {"reason": reason} | ({"error": error} if error else {})
        session, self._session = self._session, None
        self.player.go_on()
        return self._exchange("SessionEndedRequest", fields, self.player.state, session=session)[0]

    def _invoke(self, invocation: Invocation, words: str) -> Answer:
        if not words_of(invocation.rest):
            return self._launch(words)
        return self._intend(self._hearing.hear(invocation.rest, one_shot=True), words)

    def _launch(self, words: str) -> Answer:
        return self._speak_to("LaunchRequest", {}, words, {})

    def _intend(self, heard: Heard, words: str) -> Answer:
        intent = self._sender.intent(heard.intent, self._declared(heard.intent), heard.slots)
        return self._speak_to(
            "IntentRequest", {"dialogState": "COMPLETED", "intent": intent}, words, heard.slots
        )

    def _declared(self, intent: str) -> dict[str, str]:
        known = self._hearing.model.intents.get(intent)
        return known.slots if known else {}

    def _speak_to(
        self, request_type: str, fields: dict[str, Any], words: str, slots: dict[str, HeardSlot]
    ) -> Answer:
        """Send the request that somebody's words make; what plays is paused for as long as that takes."""
        # The state is that of the moment at which Alexa is called. The pause is told before the request:
        # the words are still being recognised then. Amazon does not say which of the two comes first.
        state = self.player.state
        paused = self.player.interrupt()
        try:
            before = self._report(paused) if paused else []
            if self._session is None:
                identity = f"amzn1.echo-api.session.{uuid.uuid4()}"
                self._session = Session(identity, new=True, attributes={}, listening=False, reprompt=None)
            answer, directives = self._exchange(
                request_type, fields, state, words=words, slots=slots, session=self._session
            )
            after = self._obey(directives)
        finally:
            if not self.listening:
                self.player.go_on()
        after += [] if answer.speech else self._settle()
        return replace(answer, events=(*before, *after))

    def _exchange(
        self,
        request_type: str,
        fields: Mapping[str, Any],
        state: dict[str, Any],
        *,
        words: str = "",
        slots: dict[str, HeardSlot] | None = None,
        session: Session | None = None,
    ) -> tuple[Answer, list[Directive]]:
        """Send a request, and return what comes back, and what the player is to do. state: the player's."""
        request = self._sender.request(request_type, fields, self._clock())
        envelope = self._sender.envelope(request, state, self._written(session) if session else None)
        try:
            response = self._send(envelope)
            spoken = read_response(response, request_type)
            directives = read_directives(spoken.directives, request_type, spoken.should_end_session)
            if directives and not self._sender.plays_audio:
                raise PlatformFault("an AudioPlayer directive for a device without an audio player")
        except (SkillRefused, PlatformFault):
            self._session = None
            raise
        if session is not None and session is self._session:
            self._follow(session, spoken)
        answer = Answer(
            utterance=words,
            request=envelope,
            response=response,
            intent=fields["intent"]["name"] if "intent" in fields else request_type,
            slots=slots or {},
            speech=spoken.speech,
            reprompt=spoken.reprompt,
            ssml=spoken.ssml,
            card=spoken.card,
            session_open=self.session_open,
        )
        return answer, directives

    def _written(self, session: Session) -> dict[str, Any]:
        return self._sender.session(session.id, dict(session.attributes), new=session.new)

    def _follow(self, session: Session, spoken: Spoken) -> None:
        # Left to the device, a screen keeps the session without listening, and a speaker closes it.
        stays = spoken.should_end_session is False or (
            spoken.should_end_session is None and self._sender.kind == "show"
        )
        if not stays:
            self._session = None
            return
        self._session = Session(
            session.id,
            new=False,
            attributes=spoken.attributes,
            listening=spoken.should_end_session is False,
            reprompt=spoken.reprompt,
        )
