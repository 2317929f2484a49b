"""A Turn: one request with everything that is known while it is answered. Each thing is worked out once."""

from datetime import UTC, date, datetime

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent as SentIntent
from ask_sdk_model import IntentRequest, LaunchRequest, Request
from ask_sdk_model import Slot as SentSlot
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.audio.playback.recordings import Position
from skill.conversation.exchange.player import Activity, Player, read_player
from skill.conversation.exchange.reports import reported_sign
from skill.conversation.exchange.resources import Resources
from skill.conversation.exchange.slots import Slot, slots_with
from skill.conversation.exchange.subjects import Subjects, group_of, subjects_in
from skill.conversation.state.mode import BETWEEN_PARTS, Mode, mode_of, question_to_return_to
from skill.conversation.state.once import once
from skill.conversation.state.person import Person
from skill.conversation.state.progress import Progress, led_progress, played_progress
from skill.conversation.state.remembered import Remembered
from skill.conversation.state.session import Session, read_session, write_session
from skill.interaction.intents import Intent, meant
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.search import Search
from skill.knowledge.signs import Sign

CRAMP_NOW = "cramp-now"
"""The name of the routine for a cramp right now."""
_STARTS = frozenset({Intent.START_ROUTINE, Intent.PLAY_THROUGH, Intent.STEP_BY_STEP})
"""The intents that can begin a routine."""
_IN_PAIN = frozenset({Intent.CRAMP_NOW, Intent.THAT_HURTS})
"""The intents that report pain."""
_CRAMP_QUESTIONS = frozenset({Question.CRAMPING, Question.IN_LEG})
"""The questions to which a yes says that the leg is cramping."""
_PLAYBACK_WORDS = frozenset(
    {
        Intent.PAUSE,
        Intent.RESUME,
        Intent.NEXT,
        Intent.PREVIOUS,
        Intent.REPEAT,
        Intent.START_OVER,
        Intent.STOP,
        Intent.CANCEL,
    }
)
"""The intents that Alexa sends without the skill's name, while it plays and until another skill plays."""


class Turn:
    """One request. Its properties are worked out at their first use."""

    def __init__(self, handler_input: HandlerInput, resources: Resources, remembered: Remembered) -> None:
        self._envelope = handler_input.request_envelope
        self._attributes = handler_input.attributes_manager
        # web/envelope.py refuses an envelope without a request.
        assert self._envelope.request is not None
        self._request: Request = self._envelope.request
        self.library = resources.library
        self.coach = resources.coach
        self.recordings = resources.recordings
        self._lag = resources.lag
        self._has_left_routine = False
        self.remembered = remembered

    # The request

    @once
    def kind(self) -> str:
        """The request's type, such as `IntentRequest`."""
        return str(self._request.object_type)

    @once
    def locale(self) -> str | None:
        """The device's locale, such as en-US; None if the request has none."""
        locale: str | None = self._request.locale
        return locale

    @once
    def moment(self) -> datetime:
        """The moment at which the request was sent."""
        return self._request.timestamp or datetime.now(UTC)

    @property
    def day(self) -> date:
        """The date of the request, in the time zone of its timestamp."""
        return self.moment.date()

    @once
    def is_new(self) -> bool:
        """True if this request begins a session, as a launch and a one-shot do."""
        return self._envelope.session is not None and self._envelope.session.new is True

    @once
    def may_speak(self) -> bool:
        """True if the platform accepts speech in the response to this request."""
        return isinstance(self._request, LaunchRequest | IntentRequest)

    @once
    def intent(self) -> Intent | None:
        """The meaning of the intent; None for a request that is no intent.

        To ask for the routine for a cramp, in any way, means CRAMP_NOW.
        """
        if self._meant in _STARTS and self.slot_id("routine") == CRAMP_NOW:
            return Intent.CRAMP_NOW
        return self._meant

    @once
    def _meant(self) -> Intent | None:
        return meant(str(self._sent_intent.name)) if self._sent_intent else None

    @once
    def slots(self) -> dict[str, Slot]:
        """The slots that were filled, by name."""
        sent = (self._sent_intent.slots or {}) if self._sent_intent else {}
        values = {name: (str(slot.value), _resolved_id(slot)) for name, slot in sent.items() if slot.value}
        return slots_with(values)

    def slot_id(self, name: str) -> str | None:
        """Return the id of the value in a slot, or None for an empty slot or words that the model lacks."""
        return self.slots[name].id if name in self.slots else None

    @once
    def _sent_intent(self) -> SentIntent | None:
        return self._request.intent if isinstance(self._request, IntentRequest) else None

    # The subjects of the request

    @once
    def subjects(self) -> Subjects:
        """The things that the slots name."""
        return subjects_in(self.slots, self.library.names)

    @once
    def sign(self) -> Sign | None:
        """The most urgent warning sign that the request reports; None without one."""
        if self._meant is None or not self.slots:
            return None
        return reported_sign(self._meant, self.slots, self.subjects, self._known_group, self.search)

    @once
    def search(self) -> Search:
        """The search for signs in the words of the request."""
        return Search(self.library.signs)

    @once
    def is_urgent(self) -> bool:
        """True if the person reports danger or pain, so that the answer must not wait for memory."""
        confirms_cramp = self.intent is Intent.YES and self.session.asked in _CRAMP_QUESTIONS
        return self.sign is not None or self.intent in _IN_PAIN or confirms_cramp

    @once
    def _known_group(self) -> str | None:
        """The id of the person's group: the one in the session, or else that of the routine in the player."""
        position = self.player.position
        if self.session.group or self.session.coaching or position is None or not self.may_speak:
            return self.session.group
        return group_of(self.library.routines[position.playlist.routine])

    # The state of the conversation

    @once
    def session(self) -> Session:
        """The session, with the clock of its routine stopped at this request.

        A routine that the content no longer has is dropped.
        """
        sent_session = self._envelope.session
        session = read_session(sent_session.attributes if sent_session else None)
        coaching = session.coaching
        if coaching is None or not self.coach.has_part(coaching.plan, coaching.start, coaching.part):
            session.coaching = None
        elif coaching.spoken_at is None:
            coaching.waiting = True
        else:
            elapsed = coaching.stop_clock(self.moment.timestamp(), self._lag)
            if session.asked in BETWEEN_PARTS and self.answers_yes_or_no:
                part = coaching.current_part(self.coach)
                coaching.tempo = coaching.tempo.learned(part, elapsed, coaching.left_out(part))
        return session

    @property
    def answers_yes_or_no(self) -> bool:
        """True if the intent is a yes or a no."""
        return self.intent in (Intent.YES, Intent.NO)

    @once
    def player(self) -> Player:
        """The state of the device's audio player."""
        return read_player(self._envelope, self.recordings)

    @property
    def playing(self) -> Position | None:
        """The moment of the played routine that this request interrupts, until it is left, or None."""
        return None if self._has_left_routine else self._interrupted

    @once
    def _interrupted(self) -> Position | None:
        position = self.player.position
        if not self.may_speak or position is None or self.session.coaching is not None:
            return None
        # In danger or in pain the routine counts as under way, so that it is left and its place is dropped.
        if self.is_urgent or self.player.is_sounding or self._is_stopped_at(position):
            return position
        return None

    def _is_stopped_at(self, position: Position) -> bool:
        """Tell whether the player was stopped here and the routine still waits, as far as memory knows."""
        is_asked_about = self.session.asked is Question.RESUME
        is_stopped = self.player.activity is Activity.STOPPED and self.intent is not None
        if not is_stopped or not (is_asked_about or self.is_new):
            return False
        routine = self.library.routines[position.playlist.routine]
        if not routine.remembered:
            return is_asked_about or self.intent in _PLAYBACK_WORDS
        if position.place.step >= len(routine.steps) or not self.remembered.is_known:
            return True
        unfinished = self.person.unfinished_on(self.day)
        stopped_at = (routine.id, position.place)
        return unfinished is not None and (unfinished.routine, unfinished.place) == stopped_at

    @once
    def mode(self) -> Mode:
        """The mode of the conversation at the moment of the request."""
        is_played_out = (
            self.player.activity is Activity.FINISHED and self.is_new and self.player.position is not None
        )
        return mode_of(self.session, is_played=self.playing is not None, is_played_out=is_played_out)

    @property
    def progress(self) -> Progress | None:
        """The progress in the routine that is under way, led or played; None without one."""
        if self.session.coaching is not None:
            return led_progress(self.session.coaching, self.coach)
        return played_progress(self.playing, self.session.group) if self.playing else None

    @property
    def question_to_return_to(self) -> Question | None:
        """The question that an aside ends with while a cramp or a routine is under way; None without one."""
        return question_to_return_to(self.session, self.mode)

    def leave_routine(self) -> None:
        """Leave the routine that is under way, led or played. What memory keeps of it stays."""
        self.session.coaching = None
        self._has_left_routine = True

    def note_person(self) -> None:
        """Keep the group and the situation that were named, until the session ends."""
        self.session.group = self.subjects.group or self.session.group
        self.session.situation = self.subjects.situation or self.session.situation

    def note_player(self) -> None:
        """Keep the group that the played routine is for, since the person is taken to belong to it."""
        if self.playing:
            self.session.group = self._known_group

    # Wordings

    def wording(self, phrase: Phrase) -> str:
        """Return a phrase in the wording whose turn it is."""
        return self.take_turns(phrase, self.library.phrases.say[phrase])

    def take_turns(self, name: str, wordings: tuple[str, ...]) -> str:
        """Return the wording whose turn it is: the next one at each use, from another first one each day."""
        times_spoken = self.session.spoken.get(name, 0)
        self.session.spoken[name] = times_spoken + 1
        return wordings[(self.moment.toordinal() + times_spoken) % len(wordings)]

    # Memory and session attributes

    @property
    def person(self) -> Person:
        """The person, read from memory at the first use; a new one while memory is away."""
        return self.remembered.person

    def save_session(self) -> None:
        """Write the session into the response, if the request has one."""
        if self._envelope.session is not None:
            self._attributes.session_attributes = write_session(self.session)


def _resolved_id(slot: SentSlot) -> str | None:
    """Return the id of the value that the slot's words were resolved to, or None if they were not."""
    resolutions = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for resolution in resolutions or []:
        matched = resolution.status is not None and resolution.status.code == StatusCode.ER_SUCCESS_MATCH
        if matched and resolution.values and resolution.values[0].value:
            id_: str | None = resolution.values[0].value.id
            return id_
    return None
