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
