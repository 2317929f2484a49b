"""A routine that is played: what is said to it, the player's own requests, and the way it is chosen."""

import logging

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response
from ask_sdk_model.interfaces.audioplayer import (
    PlaybackFailedRequest,
    PlaybackFinishedRequest,
    PlaybackNearlyFinishedRequest,
    PlaybackStartedRequest,
    PlayerActivity,
)

from skill.audio.playback.recordings import Position
from skill.coach.place import OPENING, Place
from skill.coach.plan import Pace, Plan, sides_of
from skill.conversation.choosing import named_in
from skill.conversation.clock import place_to_resume
from skill.conversation.interruption import keep_place
from skill.conversation.leading import Leading
from skill.conversation.person import recall, remember
from skill.conversation.player import has_player, position_of, silence, state_of
from skill.conversation.turn import day_of, intent_of, is_new, request_of, session_of
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.routines import Mood

logger = logging.getLogger(__name__)


class SilenceHandler(Leading):
    """Pause and stop, said to the player. Hours later, when nothing plays, there is nothing to say either."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        away = intent_of(handler_input) in ("PauseIntent", "StopIntent", "CancelIntent")
        return away and (session.playing is not None or (session.sounding and is_new(handler_input)))

    def handle(self, handler_input: HandlerInput) -> Response:
        if is_new(handler_input):
            return Response(directives=list(silence()), should_end_session=True)
        if intent_of(handler_input) == "PauseIntent":
            return self.close(handler_input, Phrase.ON_HOLD)
        coaching = session_of(handler_input).coaching
        calm = coaching is not None and self.coach.routine(coaching.plan).mood is Mood.CALM
        return self.close(handler_input, Phrase.GOODNIGHT if calm else Phrase.GOODBYE)


class _Playing(Leading):
    """A handler that moves within what is played."""

    def moved(self, position: Position, intent: str | None) -> Position | None:
        """Where an intent leads; None for the end of all of it."""
        if intent == "NextIntent":
            return position.next()
        if intent == "PreviousIntent":
            return position.previous()
        if intent == "RepeatIntent":
            return position.again()
        if intent == "RepeatStretchIntent":
            return Position(position.playlist, position.index)
        if intent == "StartOverIntent":
            return Position(position.playlist, 0)
        if intent == "OtherSideIntent":
            return self._other_side(position)
        return position

    def _other_side(self, position: Position) -> Position | None:
        place = position.place
        plan = Plan(position.playlist.routine, position.playlist.pace)
        step = self.coach.steps(plan).get(place.step)
        if step is None or len(sides_of(plan, step)) == 1:
            return position.next()
        return self.recordings.find(position.playlist, Place(place.step, 1 - place.side))


class TrackHandler(_Playing):
    """On, back and again: another moment of what is played."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session, intent = session_of(handler_input), intent_of(handler_input)
        if session.playing is None:
            return intent in _AFTER_ALL and self._heard_all(handler_input) is not None
        return intent in _MOVES or (intent == "YesIntent" and session.asked == Question.RESUME)

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if session.playing is None:
            over = self._heard_all(handler_input)
            assert over is not None
            if intent_of(handler_input) == "NextIntent":
                nothing = self.wording(handler_input, Phrase.NOTHING_PAUSED)
                return self.say(handler_input, nothing, question=Question.MENU, needs_answer=True)
            return self.play(handler_input, Position(over.playlist, 0))
        here, plan = session.playing, Plan(session.playing.playlist.routine, session.playing.playlist.pace)
        there = self.moved(here, intent_of(handler_input))
        if there is None:
            return self.end(handler_input, plan)
        # Whoever skips what is said first has heard this all the same; and of what leaves no trace it is not
        # known what happened since it was stopped.
        skipped = here.place == OPENING != there.place
        stopped = _activity(handler_input) is PlayerActivity.STOPPED
        again = stopped and not self.library.routines[plan.routine].remembered
        before = self.caution(plan) if skipped or again else ""
        if self.may_play(handler_input, plan) is None:
            return self.lead_from(handler_input, plan, there.place, before)
        return self.play(handler_input, there, before)

    def _heard_all(self, handler_input: HandlerInput) -> Position | None:
        """What was played to its end, where nothing else was done in this session."""
        over = _activity(handler_input) is PlayerActivity.FINISHED and is_new(handler_input)
        return position_of(handler_input, self.recordings) if over else None


_MOVES = (
    "ResumeIntent",
    "NextIntent",
    "PreviousIntent",
    "RepeatIntent",
    "RepeatStretchIntent",
    "StartOverIntent",
    "OtherSideIntent",
)
_AFTER_ALL = ("StartOverIntent", "RepeatIntent", "PreviousIntent", "NextIntent")
"""What is said to a routine that was played to its end: all but the last begin it again."""


class PlayedPaceHandler(Leading):
    """Slower, or the usual pace: the other playlist, at the same place."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in _PACES and self._there(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        there = self._there(handler_input)
        assert there is not None
        if self.library.routines[there.playlist.routine].remembered:
            person = recall(handler_input)
            person.pace = there.playlist.pace
            remember(handler_input, person)
        slow = there.playlist.pace is Pace.SLOW
        return self.play(
            handler_input, there, self.wording(handler_input, Phrase.SLOWER if slow else Phrase.FASTER)
        )

    def _there(self, handler_input: HandlerInput) -> Position | None:
        playing = session_of(handler_input).playing
        if playing is None:
            return None
        plan = Plan(playing.playlist.routine, _PACES[intent_of(handler_input) or ""])
        playlist = self.may_play(handler_input, plan)
        if playlist is None or playlist == playing.playlist:
            return playing if playlist else None
        return self.recordings.find(playlist, playing.place)


_PACES = {"SlowerIntent": Pace.SLOW, "FasterIntent": Pace.NORMAL}


class ViewHandler(Leading):
    """Played straight through, or led step by step: asked once, and changed whenever somebody wants."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        intent = intent_of(handler_input)
        if session_of(handler_input).asked == Question.PLAY_THROUGH:
            puzzled = intent in _PUZZLED and named_in(handler_input, self.library) is None
            if puzzled or intent in ("YesIntent", "NoIntent"):
                return True
        return intent in ("PlayThroughIntent", "StepByStepIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        if intent_of(handler_input) in _PUZZLED:
            return self._explain(handler_input)
        straight = intent_of(handler_input) in ("PlayThroughIntent", "YesIntent")
        wanted = named_in(handler_input, self.library)
        if straight and not (self.recordings.playlists and has_player(handler_input)):
            return self.begin(handler_input, wanted, False) if wanted else self._cannot(handler_input)
        self._remember(handler_input, straight)
        if wanted is None and session.asked == Question.PLAY_THROUGH:
            wanted = session.offered
        if wanted is not None:
            return self.begin(handler_input, wanted, straight)
        if session.coaching is None or session.under_way is not Question.RESUME:
            said = self.wording(
                handler_input, Phrase.PLAY_THROUGH_KEPT if straight else Phrase.STEP_BY_STEP_KEPT
            )
            # A question that was open stays open.
            open_ = session.asked if session.asked in (Question.WHERE, Question.FORGET) else Question.BEDTIME
            question = session.under_way or open_
            return self.say(handler_input, said, question=question, needs_answer=True)
        plan, place = session.coaching.plan, place_to_resume(session.coaching, self.coach)
        if not straight:
            return self.lead_from(
                handler_input, plan, place, self.wording(handler_input, Phrase.STEP_BY_STEP_NOW)
            )
        if session.playing:
            return self.play(handler_input, session.playing)
        if self.may_play(handler_input, plan) is None:
            return self._cannot(handler_input)
        return self.go_on_from(handler_input, plan, place, straight=True)

    def _explain(self, handler_input: HandlerInput) -> Response:
        """What the question means; the second time running it is led in the way that can be talked to."""
        session = session_of(handler_input)
        if session.lost and session.offered:
            return self.begin(handler_input, session.offered, False)
        meant = self.wording(handler_input, Phrase.PLAY_THROUGH_HELP)
        return self.say(
            handler_input, meant, question=Question.PLAY_THROUGH, needs_answer=True, lost=session.lost + 1
        )

    def _cannot(self, handler_input: HandlerInput) -> Response:
        cannot = self.wording(handler_input, Phrase.CANNOT_PLAY)
        question = session_of(handler_input).under_way or Question.BEDTIME
        return self.say(handler_input, cannot, question=question, needs_answer=True)

    def _remember(self, handler_input: HandlerInput, straight: bool) -> None:
        person = recall(handler_input)
        person.straight = straight
        if straight:
            person.failed = None
        remember(handler_input, person)


_PUZZLED = (
    "FallbackIntent",
    "HelpIntent",
    "NextIntent",
    "ResumeIntent",
    "StartRoutineIntent",
    "IAmIntent",
    "HowLongIntent",
    "HowLongLeftIntent",
    "WhichStretchIntent",
    "OtherSideIntent",
    "OneSideIntent",
    "MissingThingIntent",
    "CannotReachIntent",
    "SlowerIntent",
    "FasterIntent",
    "LessTalkIntent",
    "MoreTalkIntent",
)
"""What is no answer to the question, and would lose the routine that it is about."""


class PlaybackHandler(Leading):
    """The player's own requests. They have no session, and are answered by directives or nothing."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(request_of(handler_input).object_type).startswith("AudioPlayer.Playback")

    def handle(self, handler_input: HandlerInput) -> Response:
        request = request_of(handler_input)
        position = position_of(handler_input, self.recordings)
        if isinstance(request, PlaybackFailedRequest):
            self._failed(handler_input, request, position)
        if position is None:
            return Response()
        routine = self.library.routines[position.playlist.routine]
        following = position.next()
        match request:
            case PlaybackStartedRequest():
                keep_place(handler_input, routine, position.place)
            case PlaybackFinishedRequest() if following is None:
                keep_place(handler_input, routine, Place(len(routine.steps)))
            case PlaybackNearlyFinishedRequest() if following:
                return Response(directives=[self.queued(following, position)])
        return Response()

    def _failed(
        self, handler_input: HandlerInput, request: PlaybackFailedRequest, position: Position | None
    ) -> None:
        """Led by voice next time, from where it broke off."""
        error = request.error
        reason = error.object_type.value if error and error.object_type else "no reason given"
        logger.error("a device could not play audio: %s", reason)
        if position is None:
            # Of another rendering: this one may well be played.
            return
        state = request.current_playback_state
        reached = state and self.recordings.at(state.token, state.offset_in_milliseconds)
        there = reached if reached and reached.token == position.token else position
        keep_place(handler_input, self.library.routines[position.playlist.routine], there.place)
        person = recall(handler_input)
        person.failed = day_of(handler_input)
        remember(handler_input, person)


class ButtonHandler(_Playing):
    """The buttons of a device or a remote control: as if it had been said, without a word."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(request_of(handler_input).object_type).startswith("PlaybackController.")

    def handle(self, handler_input: HandlerInput) -> Response:
        position = position_of(handler_input, self.recordings)
        button = str(request_of(handler_input).object_type).removeprefix("PlaybackController.")
        if button == "PauseCommandIssued":
            return Response(directives=list(silence()))
        activity = _activity(handler_input)
        if position is None or activity is PlayerActivity.FINISHED:
            return Response()
        # No caution can be said here: the one that is being said is not skipped, and what leaves no trace, of
        # which it is not known why it was stopped, does not go on.
        unheard = button == "NextCommandIssued" and position.place == OPENING
        remembered = self.library.routines[position.playlist.routine].remembered
        if unheard or (activity is PlayerActivity.STOPPED and not remembered):
            return Response()
        plan = Plan(position.playlist.routine, position.playlist.pace)
        if self.may_play(handler_input, plan) is None:
            return Response()
        there = self.moved(position, _BUTTONS.get(button))
        return Response(directives=[self.played(there)] if there else list(silence()))


_BUTTONS = {"NextCommandIssued": "NextIntent", "PreviousCommandIssued": "PreviousIntent"}
"""Button to the intent that means the same; play goes on."""


def _activity(handler_input: HandlerInput) -> PlayerActivity | None:
    state = state_of(handler_input)
    return state.player_activity if state else None
