import io
import os
import threading
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from skill.simulator.clock import Clock
from skill.simulator.terminal import talk
from skill.simulator.transport import SkillRefused
from skill.voice.timing import text_seconds
from tests.simulator.playing_skill import PlayingSkill, Shelf, mp3, play, playing_device
from tests.simulator.toy_skill import ToySkill, device_for, envelope

HOLD = 'Hold now. <break time="10s"/><break time="5s"/> Let go.'


def typed(skill: ToySkill, lines: str) -> str:
    out = io.StringIO()
    talk(device_for(skill), lines=io.StringIO(lines), out=out, clock=Clock())
    return out.getvalue()


class Pipe:
    """A keyboard: what is written comes out of `lines`."""

    def __init__(self) -> None:
        read, self._write = os.pipe()
        self.lines = os.fdopen(read, encoding="utf-8")

    def type(self, line: str) -> None:
        os.write(self._write, f"{line}\n".encode())

    def hang_up(self) -> None:
        os.close(self._write)


class Keyboard(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_what_is_said_is_printed_a_sentence_a_line() -> None:
    assert typed(ToySkill(), "open leg cramp coach\nquick relief\n") == (
        "Hello.\nWhat now?\nHere you are.\n(session closed)\n"
    )


def test_pauses_that_follow_each_other_show_as_one() -> None:
    skill = ToySkill(TipIntent=envelope(HOLD, end=True))
    assert typed(skill, "quick relief\n") == "Hold now.\n  ...  15 s\nLet go.\n(session closed)\n"


def test_a_pause_at_the_end_is_shown() -> None:
    skill = ToySkill(TipIntent=envelope('Hold. <break time="2s"/>', end=True))
    assert typed(skill, "quick relief") == "Hold.\n  ...  2 s\n(session closed)\n"


def test_an_empty_line_is_silence() -> None:
    skill = ToySkill()
    assert typed(skill, "open leg cramp coach\n\n\n") == (
        "Hello.\nWhat now?\nAsk for a tip.\n(session closed)\n"
    )
    assert skill.requests[-1]["request"]["reason"] == "EXCEEDED_MAX_REPROMPTS"


def test_the_end_of_the_lines_ends_an_open_session() -> None:
    skill = ToySkill()
    assert typed(skill, "open leg cramp coach\n").endswith("(session closed)\n")
    assert skill.requests[-1]["request"]["reason"] == "USER_INITIATED"


def test_exit_ends_the_session_first_and_then_the_program() -> None:
    skill = ToySkill()
    assert typed(skill, "open leg cramp coach\nexit\nexit\nquick relief\n").endswith("(session closed)\n")
    assert skill.types == ["LaunchRequest", "SessionEndedRequest"]


def test_a_fault_is_one_line_and_the_conversation_goes_on() -> None:
    skill = ToySkill(TipIntent=envelope(end=False))
    printed = typed(skill, "quick relief\nwhat causes leg cramps\n").splitlines()
    assert printed[0].startswith("(fault: ")
    assert printed[1:] == ["Here you are.", "(session closed)"]


def test_a_refusal_is_one_line_with_its_reason() -> None:
    class Refusing(ToySkill):
        def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
            raise SkillRefused(503, "no SKILL_ID")

    assert typed(Refusing(), "quick relief\n") == "(fault: the skill refused: 503 no SKILL_ID)\n"


def test_prompts_are_for_people_and_say_who_listens() -> None:
    out = io.StringIO()
    talk(device_for(ToySkill()), clock=Clock(), lines=Keyboard("open leg cramp coach\nstop\nexit\n"), out=out)
    _, *lines = out.getvalue().splitlines()
    assert lines == ["alexa> Hello.", "What now?", "you> Here you are.", "(session closed)", "alexa> "]


def test_ctrl_c_leaves_without_a_traceback() -> None:
    class Impatient(ToySkill):
        def __call__(self, request: dict[str, Any]) -> dict[str, Any]:
            answer = super().__call__(request)
            if request["request"]["type"] == "IntentRequest":
                raise KeyboardInterrupt
            return answer

    skill = Impatient()
    assert typed(skill, "open leg cramp coach\nquick relief\nstop\n").endswith("(session closed)\n")
    assert skill.types == ["LaunchRequest", "IntentRequest", "SessionEndedRequest"]


def test_a_line_that_is_typed_while_it_speaks_interrupts_at_that_moment() -> None:
    skill = ToySkill(
        **{
            "TipIntent": envelope('Go. <break time="10s"/> Never said.', reprompt="Well?", end=False),
            "AMAZON.StopIntent": envelope("Bye.", end=True),
        }
    )
    device = device_for(skill, clock=lambda: datetime.now(UTC))
    pipe, out = Pipe(), io.StringIO()
    pipe.type("quick relief")
    into_the_pause = text_seconds("Go.") + 0.3

    def interrupt() -> None:
        time.sleep(into_the_pause)
        pipe.type("stop")
        pipe.hang_up()

    person = threading.Thread(target=interrupt)
    begun = time.monotonic()
    person.start()
    with pipe.lines:
        talk(device, lines=pipe.lines, out=out)
        lasted = time.monotonic() - begun
        person.join()
    assert out.getvalue() == "Go.\n  ...  10 s\nBye.\n(session closed)\n"
    first, second = [datetime.fromisoformat(request["request"]["timestamp"]) for request in skill.requests]
    assert (second - first).total_seconds() == pytest.approx(into_the_pause, abs=0.25)
    # The answer to "stop" is spoken to its end, although nothing more can be typed.
    assert lasted == pytest.approx(into_the_pause + text_seconds("Bye."), abs=0.3)


def test_in_real_time_speech_takes_its_time_and_silence_waits_for_its_end() -> None:
    skill = ToySkill(TipIntent=envelope('Go. <break time="300ms"/>', reprompt="Well?", end=False))
    pipe, out = Pipe(), io.StringIO()
    pipe.type("quick relief")
    pipe.type("")
    pipe.hang_up()
    begun = time.monotonic()
    with pipe.lines:
        talk(device_for(skill), lines=pipe.lines, out=out)
    assert out.getvalue() == "Go.\n  ...  0.3 s\nWell?\n(session closed)\n"
    assert time.monotonic() - begun == pytest.approx(
        text_seconds("Go.") + 0.3 + text_seconds("Well?"), abs=0.3
    )


def played(skill: ToySkill, lines: str, **kinds: Any) -> list[str]:
    """What is shown of a device that plays tracks of a minute."""
    clock, out = Clock(), io.StringIO()
    talk(playing_device(skill, clock=clock, **kinds), lines=io.StringIO(lines), out=out, clock=clock)
    return out.getvalue().splitlines()


BEGUN = ["Here it is.", "(session closed)", "  (plays) The towel stretch, Bedtime stretch, 1:00"]


def test_what_plays_is_shown_with_its_name_and_length_and_plays_on_after_the_last_line() -> None:
    assert played(PlayingSkill("ab"), "start the bedtime routine\n") == [
        *BEGUN,
        "  (ends) at 1:00",
        "  (plays) a track, 1:00",
        "  (ends) at 1:00",
    ]


def test_an_empty_line_lets_a_track_play_to_its_end() -> None:
    assert played(PlayingSkill("ab"), "start the bedtime routine\n\npause\n") == [
        *BEGUN,
        "  (ends) at 1:00",
        "  (plays) a track, 1:00",
        "  (stops) at 0:00",
        "(session closed)",
    ]


def test_a_question_is_answered_before_the_track_goes_on() -> None:
    skill = PlayingSkill("ab")
    lines = "start the bedtime routine\nask leg cramp coach what causes leg cramps\nexit\n"
    assert played(skill, lines) == [
        *BEGUN,
        "  (stops) at 0:00",
        "Here you are.",
        "(session closed)",
        "  (plays) The towel stretch, Bedtime stretch, 1:00",
    ]
    assert skill.steps[-1] == "Started a"


def test_words_that_need_the_skills_name_are_refused_in_one_line() -> None:
    *begun, refusal = played(
        PlayingSkill(), "start the bedtime routine\nwhat causes leg cramps\nAlexa\nexit\n"
    )
    assert begun == BEGUN
    assert refusal.startswith("(while audio plays, an Echo hears only pause, resume, next")
    assert refusal.endswith("say ask leg cramp coach ...)")


def test_what_cannot_be_played_is_one_line() -> None:
    shown = played(PlayingSkill(), "start the bedtime routine\n", shelf=Shelf())
    assert shown[2:] == ["  (cannot play) https://coach.test/audio/a.mp3: 404 Not Found"]


def test_a_faulty_answer_to_the_player_is_one_line_and_the_audio_plays_on() -> None:
    skill = PlayingSkill(**{"AudioPlayer.PlaybackNearlyFinished": envelope("Soon over.", end=True)})
    *begun, fault, end = played(skill, "start the bedtime routine\n")
    assert (begun, end) == (BEGUN, "  (ends) at 1:00")
    assert fault.startswith("(fault: outputSpeech")


def test_at_a_keyboard_the_end_of_the_lines_ends_the_audio() -> None:
    clock, out = Clock(), io.StringIO()
    skill = PlayingSkill()
    device = playing_device(skill, clock=clock)
    talk(device, lines=Keyboard("start the bedtime routine\n"), out=out, clock=clock)
    assert skill.steps == ["Routine", "Started a"]
    _, *lines = out.getvalue().splitlines()
    assert lines == [
        "alexa> Here it is.",
        "(session closed)",
        "alexa> ",
        "  (plays) The towel stretch, Bedtime stretch, 1:00",
        "alexa> ",
    ]


def test_in_real_time_audio_plays_while_nobody_types_and_a_line_interrupts_it() -> None:
    skill = PlayingSkill("ab", RoutineIntent=envelope(end=True, directives=[play("a")]))
    shelf = Shelf(a=mp3(0.3), b=mp3(60))
    device = playing_device(skill, shelf)
    pipe, out = Pipe(), io.StringIO()
    pipe.type("start the bedtime routine")

    def interrupt() -> None:
        time.sleep(1.0)
        pipe.type("pause")
        pipe.hang_up()

    person = threading.Thread(target=interrupt)
    person.start()
    with pipe.lines:
        talk(device, lines=pipe.lines, out=out)
        person.join()
    *begun, stopped, closed = out.getvalue().splitlines()
    assert begun == [
        "  (plays) a track, 0:00",
        "(session closed)",
        "  (ends) at 0:00",
        "  (plays) a track, 1:00",
    ]
    assert (stopped.startswith("  (stops) at 0:0"), closed) == (True, "(session closed)")
    assert device.player.offset == pytest.approx(650, abs=300)


def test_who_interrupts_the_words_before_the_audio_does_not_hear_it() -> None:
    skill = PlayingSkill()
    pipe, out = Pipe(), io.StringIO()
    pipe.type("start the bedtime routine")
    pipe.type("ask leg cramp coach what causes leg cramps")
    pipe.hang_up()
    with pipe.lines:
        talk(playing_device(skill), lines=pipe.lines, out=out)
    assert skill.steps == ["Routine", "Why"]
    assert "(plays)" not in out.getvalue()
