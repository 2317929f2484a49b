"""The routine in the audio player that is interrupted by what somebody says."""

from ask_sdk_core.dispatch_components import AbstractRequestInterceptor
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, LaunchRequest
from ask_sdk_model.interfaces.audioplayer import PlayerActivity

from skill.audio.playback.recordings import Position, Recordings
from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.conversation.clock import IN_PAIN
from skill.conversation.coaching import Coaching
from skill.conversation.danger import sign_in
from skill.conversation.person import Unfinished, recall, remember, unfinished_of
from skill.conversation.player import position_of, state_of
from skill.conversation.subjects import group_of
from skill.conversation.turn import day_of, intent_of, is_new, request_of, session_of
from skill.knowledge.library import Library
from skill.knowledge.phrases import Question
from skill.knowledge.routines import Routine

_PLAYING = (PlayerActivity.PLAYING, PlayerActivity.PAUSED, PlayerActivity.BUFFER_UNDERRUN)
"""Paused is what waits while somebody speaks: it goes on by itself when the session is over."""
_PLAYER_WORDS = (
    "PauseIntent",
    "ResumeIntent",
    "NextIntent",
    "PreviousIntent",
    "RepeatIntent",
    "StartOverIntent",
    "StopIntent",
    "CancelIntent",
)
"""What reaches the skill without its name while it plays, and for as long as nothing else plays after it."""


class Interruption(AbstractRequestInterceptor):
    """Before anything else is done with a request: the routine in the audio player that it interrupts."""

    def __init__(self, library: Library, recordings: Recordings) -> None:
        self._library = library
        self._recordings = recordings

    def process(self, handler_input: HandlerInput) -> None:
        """Find the place, which is known exactly, and keep it; and who the routine is for."""
        if not isinstance(request_of(handler_input), IntentRequest | LaunchRequest):
            return
        session, state = session_of(handler_input), state_of(handler_input)
        session.sounding = state is not None and bool(state.token)
        position = position_of(handler_input, self._recordings)
        if position is None or session.coaching is not None:
            return
        routine = self._library.routines[position.playlist.routine]
        is_playing = state is not None and state.player_activity in _PLAYING
        said, session.group = session.group, session.group or group_of(routine)
        # Who plays it says who they are: what they report is heard with that in mind. Nothing may delay what
        # is said to somebody in danger or in a cramp.
        in_danger = intent_of(handler_input) in IN_PAIN or sign_in(handler_input, self._library) is not None
        if not in_danger and not is_playing and not self._is_paused(handler_input, position, routine):
            session.group = said
            return
        session.playing = position
        plan = Plan(routine.id, position.playlist.pace, group=session.group)
        session.coaching = Coaching(plan, start=position.place)
        if not in_danger:
            keep_place(handler_input, routine, position.place)

    def _is_paused(self, handler_input: HandlerInput, position: Position, routine: Routine) -> bool:
        """Whether it was stopped there, and nothing that is known was done since."""
        state = state_of(handler_input)
        stopped = state is not None and state.player_activity is PlayerActivity.STOPPED
        asked_about = session_of(handler_input).asked is Question.RESUME
        if not stopped or not (asked_about or is_new(handler_input)) or intent_of(handler_input) is None:
            return False
        if not routine.remembered:
            return asked_about or intent_of(handler_input) in _PLAYER_WORDS
        person = recall(handler_input)
        is_closing = position.place.step >= len(routine.steps)
        if is_closing or not person.reachable or not person.known:
            return True
        unfinished = unfinished_of(handler_input)
        there = (routine.id, position.place)
        return unfinished is not None and (unfinished.routine, unfinished.place) == there


def keep_place(handler_input: HandlerInput, routine: Routine, place: Place) -> None:
    """Write down where somebody is who hears a routine, or that it is done; nothing if it leaves no trace."""
    if not routine.remembered:
        return
    person = recall(handler_input)
    if place.step < len(routine.steps):
        person.unfinished = Unfinished(routine.id, place, day_of(handler_input))
    elif person.unfinished and person.unfinished.routine == routine.id:
        # Once, however often and in whatever order the player tells of it.
        person.unfinished = None
        person.finished[routine.id] = person.finished.get(routine.id, 0) + 1
    remember(handler_input, person)
