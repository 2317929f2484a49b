"""A Turn: one request, and everything that is known while it is answered, each thing worked out once."""

from datetime import UTC, date, datetime
from functools import cached_property

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Intent as SentIntent
from ask_sdk_model import IntentRequest, LaunchRequest, Request
from ask_sdk_model import Slot as SentSlot
from ask_sdk_model.slu.entityresolution import StatusCode

from skill.audio.playback.recordings import Position
from skill.conversation.exchange.player import Activity, Player, read_player
from skill.conversation.exchange.reports import reported_sign
from skill.conversation.exchange.resources import Resources
from skill.conversation.exchange.subjects import Slot, Subjects, group_of, subjects_in
from skill.conversation.state.mode import BETWEEN_PARTS, Mode, mode_of, question_to_return_to
from skill.conversation.state.person import Person
from skill.conversation.state.progress import Progress, led_progress, played_progress
from skill.conversation.state.remembered import Remembered
from skill.conversation.state.session import Session, read_session, write_session
from skill.interaction.intents import Intent, meant
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.signs import Sign

CRAMP_NOW = "cramp-now"
"""The name of the routine for a cramp right now."""
_STARTS = frozenset({Intent.START_ROUTINE, Intent.PLAY_THROUGH, Intent.STEP_BY_STEP})
_IN_PAIN = frozenset({Intent.CRAMP_NOW, Intent.THAT_HURTS})
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
"""The intents that reach the skill without its name while it plays, and until something else plays."""


class Turn:
    """One request. Its properties are worked out when they are first needed, and then kept."""

    def __init__(self, handler_input: HandlerInput, resources: Resources, remembered: Remembered) -> None:
        self._envelope = handler_input.request_envelope
        self._attributes = handler_input.attributes_manager
        # The door lets no envelope in without a request.
        assert self._envelope.request is not None
        self._request: Request = self._envelope.request
        self.library = resources.library
        self.coach = resources.coach
        self.recordings = resources.recordings
        self._lag = resources.lag
        self._has_left = False
        self.remembered = remembered

    # The request

    @cached_property
    def kind(self) -> str:
        """The request's type, such as `IntentRequest`."""
        return str(self._request.object_type)

    @cached_property
    def locale(self) -> str | None:
        """The device's locale, or None in a request that has none."""
        locale: str | None = self._request.locale
        return locale

    @cached_property
    def moment(self) -> datetime:
        """The moment of the request."""
        return self._request.timestamp or datetime.now(UTC)

    @property
    def day(self) -> date:
        """The day of the request."""
        return self.moment.date()

    @cached_property
    def is_new(self) -> bool:
        """True if the session begins with this request: a one-shot, or a word to the player."""
        return self._envelope.session is not None and self._envelope.session.new is True

    @cached_property
    def may_speak(self) -> bool:
        """True if the platform takes speech in answer to this request."""
        return isinstance(self._request, LaunchRequest | IntentRequest)

    @cached_property
    def intent(self) -> Intent | None:
        """The thing that is meant; None in a request that is no intent.

        Every way to ask for the routine for a cramp means that there is a cramp.
        """
        if self._meant in _STARTS and self.slot_id("routine") == CRAMP_NOW:
            return Intent.CRAMP_NOW
        return self._meant

    @cached_property
    def _meant(self) -> Intent | None:
        return meant(str(self._sent.name)) if self._sent else None

    @cached_property
    def slots(self) -> dict[str, Slot]:
        """The slots that were filled, by name."""
        sent = (self._sent.slots or {}) if self._sent else {}
        return {name: Slot(str(slot.value), _resolved(slot)) for name, slot in sent.items() if slot.value}

    def slot_id(self, name: str) -> str | None:
        """The id in a slot; None for an empty one, or one whose words the model does not know."""
        return self.slots[name].id if name in self.slots else None

    @cached_property
    def _sent(self) -> SentIntent | None:
        return self._request.intent if isinstance(self._request, IntentRequest) else None

    # What it speaks of

    @cached_property
    def subjects(self) -> Subjects:
        """The things that were named."""
        return subjects_in(self.slots, self.library.names)

    @cached_property
    def sign(self) -> Sign | None:
        """The warning sign that is reported, or None."""
        if self._meant is None or not self.slots:
            return None
        return reported_sign(self._meant, self.slots, self.subjects, self._known_group, self.library.signs)

    @cached_property
    def is_urgent(self) -> bool:
        """True if somebody is in danger or in pain: the answer waits for nothing."""
        wants_relief = self.intent is Intent.YES and self.session.asked in _ASKING_FOR_A_CRAMP
        return self.sign is not None or self.intent in _IN_PAIN or wants_relief

    @cached_property
    def _known_group(self) -> str | None:
        """The group of people that the person belongs to: as they said, or as the routine tells they play."""
        position = self.player.position
        if self.session.group or self.session.coaching or position is None or not self.may_speak:
            return self.session.group
        return group_of(self.library.routines[position.playlist.routine])

    # What is going on

    @cached_property
    def session(self) -> Session:
        """The session. The clock of a routine is stopped by whatever is said."""
        sent = self._envelope.session
        session = read_session(sent.attributes if sent else None)
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
        """True for a yes or a no."""
        return self.intent in (Intent.YES, Intent.NO)

    @cached_property
    def player(self) -> Player:
        """The device's audio player."""
        return read_player(self._envelope, self.recordings)

    @property
    def playing(self) -> Position | None:
        """The moment of the routine in the audio player that this request interrupts, or None."""
        return None if self._has_left else self._interrupted

    @cached_property
    def _interrupted(self) -> Position | None:
        position = self.player.position
        if not self.may_speak or position is None or self.session.coaching is not None:
            return None
        # Somebody in danger is believed to be in the middle of it: what they played is over.
        if self.is_urgent or self.player.is_sounding or self._is_stopped_at(position):
            return position
        return None

    def _is_stopped_at(self, position: Position) -> bool:
        """True if the player was stopped there, and nothing was done since that memory knows of."""
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
        there = (routine.id, position.place)
        return unfinished is not None and (unfinished.routine, unfinished.place) == there

    @cached_property
    def mode(self) -> Mode:
        """The mode of the conversation when the request came."""
        is_played_out = (
            self.player.activity is Activity.FINISHED and self.is_new and self.player.position is not None
        )
        return mode_of(self.session, is_played=self.playing is not None, is_played_out=is_played_out)

    @property
    def progress(self) -> Progress | None:
        """The progress in the routine that is under way; None without one."""
        if self.session.coaching is not None:
            return led_progress(self.session.coaching, self.coach)
        return played_progress(self.playing, self.session.group) if self.playing else None

    @property
    def question_to_return_to(self) -> Question | None:
        """The question to come back to after an aside, or None."""
        return question_to_return_to(self.session, self.mode)

    def leave_routine(self) -> None:
        """Leave what is under way, whether it is led or played."""
        self.session.coaching = None
        self._has_left = True

    def note_person(self) -> None:
        """Keep what was said of the person, and of their day, until the session ends."""
        self.session.group = self.subjects.group or self.session.group
        self.session.situation = self.subjects.situation or self.session.situation

    def note_player(self) -> None:
        """Keep the group of people that a routine is for which is being played: it tells of the person."""
        if self.playing:
            self.session.group = self._known_group

    # What is said

    def wording(self, phrase: Phrase) -> str:
        """A phrase, in the wording whose turn it is."""
        return self.take_turns(phrase, self.library.phrases.say[phrase])

    def take_turns(self, name: str, wordings: tuple[str, ...]) -> str:
        """The wording whose turn it is: another one than last time, and tomorrow another one first."""
        said = self.session.spoken.get(name, 0)
        self.session.spoken[name] = said + 1
        return wordings[(self.moment.toordinal() + said) % len(wordings)]

    # What is kept

    @property
    def person(self) -> Person:
        """The person, read from memory when they are first asked for; a new one while memory is away."""
        return self.remembered.person

    def save_session(self) -> None:
        """Write the session into the reply, if there is a session."""
        if self._envelope.session is not None:
            self._attributes.session_attributes = write_session(self.session)


_ASKING_FOR_A_CRAMP = frozenset({Question.CRAMPING, Question.IN_LEG})


def _resolved(slot: SentSlot) -> str | None:
    resolutions = slot.resolutions.resolutions_per_authority if slot.resolutions else None
    for resolution in resolutions or []:
        matched = resolution.status is not None and resolution.status.code == StatusCode.ER_SUCCESS_MATCH
        if matched and resolution.values and resolution.values[0].value:
            found: str | None = resolution.values[0].value.id
            return found
    return None
