"""The ending of a reply: the question that follows, and the track that goes on or is silenced."""

import pytest

from skill.audio.playback.manifest import Playlist, Recording
from skill.audio.playback.recordings import Position
from skill.audio.playback.tracks import PlaceStart
from skill.coach.place import Place
from skill.coach.plan import Pace, Plan
from skill.conversation.exchange.player import Audio, Play, Silence
from skill.conversation.exchange.policy import NOT_ASKED_WHILE_RESTING, Ending, ending
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.session import Session
from skill.knowledge.phrases import Question

TRACK = Recording("a.mp3", 60.0, (PlaceStart(0.0, Place(0)),), ())
PLAYING = Position(Playlist("desk", Pace.NORMAL, "", (TRACK,)), 0, 12.0)
PLAY = Play(PLAYING, "https://coach.test/a.mp3", "", "")


def end(
    question: Question | None,
    session: Session | None = None,
    *,
    audio: Audio | None = None,
    playing: Position | None = None,
    has_track: bool | None = None,
) -> Ending:
    if has_track is None:
        has_track = playing is not None
    return ending(question, audio, session or Session(), playing=playing, has_track=has_track)


def test_a_question_is_left_as_it_is() -> None:
    assert end(Question.TIP) == Ending(Question.TIP, None)
    assert end(None) == Ending(None, None)


@pytest.mark.parametrize("question", Question)
def test_a_stretch_or_a_tip_is_not_offered_while_resting(question: Question) -> None:
    asked = end(question, Session(resting=True)).question
    assert asked is (Question.ANYTHING_ELSE if question in NOT_ASKED_WHILE_RESTING else question)


def test_a_track_goes_on_after_an_aside_in_a_one_shot() -> None:
    assert end(Question.RESUME, playing=PLAYING) == Ending(None, None)


def test_a_track_waits_for_the_answer_in_a_session_that_stays_open() -> None:
    assert end(Question.RESUME, Session(stays_open=True), playing=PLAYING) == Ending(
        Question.RESUME, Silence()
    )


def test_any_other_question_silences_a_track_and_keeps_its_place() -> None:
    assert end(Question.TIP, playing=PLAYING) == Ending(Question.TIP, Silence(), pauses=True)


def test_a_routine_that_is_led_by_voice_takes_the_place_of_the_track() -> None:
    session = Session(coaching=Coaching(Plan("desk")))
    assert end(Question.NEXT_SIDE, session, playing=PLAYING) == Ending(Question.NEXT_SIDE, Silence())


def test_the_end_of_the_session_silences_the_player() -> None:
    assert end(None, playing=PLAYING) == Ending(None, Silence())
    assert end(None, has_track=True) == Ending(None, Silence())
    assert end(None, has_track=False) == Ending(None, None)


def test_an_order_to_play_is_carried_out() -> None:
    assert end(None, audio=PLAY, playing=PLAYING) == Ending(None, PLAY)
    assert end(None, audio=PLAY, has_track=True) == Ending(None, PLAY)
