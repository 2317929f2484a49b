"""A routine that is played: what is said to it, the player's own requests, and the way it is chosen."""

import logging

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import is_request_type
from ask_sdk_model import Response
from ask_sdk_model.interfaces.audioplayer import PlaybackFailedRequest, PlayerActivity

from skill.audio.recordings import Position
from skill.coach.place import OPENING, Place
from skill.coach.plan import Pace, Plan, sides_of
from skill.conversation.choosing import named_in
from skill.conversation.clock import place_to_resume
from skill.conversation.leading import Leading
from skill.conversation.person import Unfinished, drop_place, recall, remember
from skill.conversation.player import SILENCED, activity_of, has_player, position_of
from skill.conversation.questions import Question
from skill.conversation.turn import day_of, intent_of, is_new, request_of, session_of, wants

logger = logging.getLogger(__name__)


class _Playing(Leading):
    """A handler for a routine that is being played, or was until it was stopped."""

    def position(self, handler_input: HandlerInput) -> Position | None:
        """Where it is. What was stopped is gone on with only by a word that comes without a conversation."""
        playing = session_of(handler_input).playing
        if playing or not is_new(handler_input):
            return playing
        return position_of(handler_input, self.recordings)

    def keep(self, handler_input: HandlerInput, position: Position) -> None:
        """Write down where somebody is, unless the routine leaves no trace."""
        routine = position.playlist.routine
        if not self.library.routines[routine].trace:
            return
        person = recall(handler_input)
        person.unfinished = Unfinished(routine, position.place, day_of(handler_input))
        remember(handler_input, person)

    def halt(self, handler_input: HandlerInput, position: Position) -> Response:
        """Stop it without a word."""
        self.keep(handler_input, position)
        return Response(directives=list(SILENCED), should_end_session=True)


class SilenceHandler(_Playing):
    """Pause and stop. Hours later, when nothing plays any more, there is nothing to be said to them."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        away = intent_of(handler_input) in ("PauseIntent", "StopIntent", "CancelIntent")
        return away and is_new(handler_input) and self.position(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        playing = session_of(handler_input).playing
        return self.halt(handler_input, playing) if playing else Response(should_end_session=True)


class TrackHandler(_Playing):
    """On, back and again: another moment of what is played."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        if session_of(handler_input).playing and wants(handler_input, "YesIntent", yes_to=(Question.RESUME,)):
            return session_of(handler_input).asked == Question.RESUME
        return intent_of(handler_input) in _MOVES and self.position(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        position = self.position(handler_input)
        assert position is not None
        if self._is_over(handler_input) and intent_of(handler_input) in ("ResumeIntent", "NextIntent"):
            nothing = self.wording(handler_input, "nothing_paused")
            return self.say(handler_input, nothing, question=Question.MENU, needs_answer=True)
        there = self._moved(handler_input, position)
        plan = Plan(position.playlist.routine)
        if there is None:
            return self.end(handler_input, plan)
        # Whoever skips what is said first has heard this all the same.
        skipped = position.place == OPENING != there.place
        return self.play(handler_input, there, self.caution(plan) if skipped else "")

    def _moved(self, handler_input: HandlerInput, position: Position) -> Position | None:
        intent = intent_of(handler_input)
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

    def _is_over(self, handler_input: HandlerInput) -> bool:
        over = (PlayerActivity.FINISHED, PlayerActivity.IDLE)
        return session_of(handler_input).playing is None and activity_of(handler_input) in over


_MOVES = (
    "ResumeIntent",
    "NextIntent",
    "PreviousIntent",
    "RepeatIntent",
    "RepeatStretchIntent",
    "StartOverIntent",
    "OtherSideIntent",
)


class PlayedPaceHandler(_Playing):
    """Slower, or the usual pace: the other playlist, at the same place."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return intent_of(handler_input) in _PACES and self._there(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        there = self._there(handler_input)
        assert there is not None
        if self.library.routines[there.playlist.routine].trace:
            person = recall(handler_input)
            person.pace = there.playlist.pace
            remember(handler_input, person)
        slow = there.playlist.pace is Pace.SLOW
        return self.play(handler_input, there, self.wording(handler_input, "slower" if slow else "faster"))

    def _there(self, handler_input: HandlerInput) -> Position | None:
        playing = session_of(handler_input).playing
        if playing is None:
            return None
        pace = _PACES[intent_of(handler_input) or ""]
        playlist = self.recordings.playlist(Plan(playing.playlist.routine, pace))
        return self.recordings.find(playlist, playing.place) if playlist else None


_PACES = {"SlowerIntent": Pace.SLOW, "FasterIntent": Pace.NORMAL}


class ViewHandler(Leading):
    """Played straight through, or led step by step: asked once, and changed whenever somebody wants."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        answered = intent_of(handler_input) in ("YesIntent", "NoIntent")
        return intent_of(handler_input) in ("PlayThroughIntent", "StepByStepIntent") or (
            answered and session_of(handler_input).asked == Question.VIEW
        )

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        straight = intent_of(handler_input) in ("PlayThroughIntent", "YesIntent")
        if straight and not (self.recordings.playlists and has_player(handler_input)):
            return self._cannot(handler_input)
        self._remember(handler_input, straight)
        wanted = named_in(handler_input, self.library)
        if wanted is None and session.asked == Question.VIEW:
            wanted = session.offered
        if wanted is not None:
            return self.begin(handler_input, wanted)
        phrase = "straight_kept" if straight else "steps_kept"
        if session.coaching is None or session.under_way is not Question.RESUME:
            said = self.wording(handler_input, phrase)
            question = session.under_way or Question.BEDTIME
            return self.say(handler_input, said, question=question, needs_answer=True)
        plan, place = session.coaching.plan, place_to_resume(session.coaching, self.coach)
        if not straight:
            return self.lead_from(handler_input, plan, place, self.wording(handler_input, "steps_now"))
        if self.may_play(handler_input, plan) is None:
            return self._cannot(handler_input)
        return self.go_on_from(handler_input, plan, place)

    def _cannot(self, handler_input: HandlerInput) -> Response:
        cannot = self.wording(handler_input, "cannot_play")
        question = session_of(handler_input).under_way or Question.BEDTIME
        return self.say(handler_input, cannot, question=question, needs_answer=True)

    def _remember(self, handler_input: HandlerInput, straight: bool) -> None:
        person = recall(handler_input)
        person.straight = straight
        if straight:
            person.failed = None
        remember(handler_input, person)


class PlaybackHandler(_Playing):
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
        if is_request_type("AudioPlayer.PlaybackStarted")(handler_input):
            self.keep(handler_input, position)
        if is_request_type("AudioPlayer.PlaybackFinished")(handler_input) and position.is_last:
            self._finished(handler_input, position)
        following = position.next()
        if is_request_type("AudioPlayer.PlaybackNearlyFinished")(handler_input) and following:
            return Response(directives=[self.queued(following, position)])
        return Response()

    def _failed(
        self, handler_input: HandlerInput, request: PlaybackFailedRequest, position: Position | None
    ) -> None:
        """Led by voice next time, from where it broke off."""
        error = request.error
        reason = error.object_type.value if error and error.object_type else "no reason given"
        logger.error("a device could not play audio: %s", reason)
        if position:
            self.keep(handler_input, position)
        person = recall(handler_input)
        person.failed = day_of(handler_input)
        remember(handler_input, person)

    def _finished(self, handler_input: HandlerInput, position: Position) -> None:
        routine = self.library.routines[position.playlist.routine]
        if not routine.trace:
            return
        person = recall(handler_input)
        person.unfinished = None
        person.finished[routine.id] = person.finished.get(routine.id, 0) + 1
        remember(handler_input, person)


class ButtonHandler(_Playing):
    """The buttons of a device or a remote control: as if it had been said, without a word."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return str(request_of(handler_input).object_type).startswith("PlaybackController.")

    def handle(self, handler_input: HandlerInput) -> Response:
        position = position_of(handler_input, self.recordings)
        if position is None:
            return Response()
        if is_request_type("PlaybackController.PauseCommandIssued")(handler_input):
            self.keep(handler_input, position)
            return Response(directives=list(SILENCED[:1]))
        there: Position | None = position
        if is_request_type("PlaybackController.NextCommandIssued")(handler_input):
            there = position.next()
        elif is_request_type("PlaybackController.PreviousCommandIssued")(handler_input):
            there = position.previous()
        if there is None:
            drop_place(handler_input, position.playlist.routine)
            return Response(directives=list(SILENCED))
        return Response(directives=[self.played(there)])
