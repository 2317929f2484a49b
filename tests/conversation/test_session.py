"""Session attributes are input too."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from skill.coach.place import Place
from skill.coach.plan import Detail, Pace, Plan, Side
from skill.coach.tempo import Tempo
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.session import Session, read_session, write_session
from skill.knowledge.phrases import Question
from skill.simulator.device import Device
from skill.voice.speech import Pause
from tests.conversation.defaults import at_their_default
from tests.household import tamper


def test_what_is_written_is_read_again() -> None:
    session = Session(
        stays_open=True,
        asked=Question.EASING,
        spoken={"help": 2},
        tips=["toes_up"],
        coaching=Coaching(
            plan=Plan(
                "bedtime-in-bed", Pace.SLOW, Detail.BRIEF, Side.LEFT, 30, -10, (("toes-up", None),), "older"
            ),
            start=Place(1, 1, 2),
            part=1,
            skipped=3,
            preface=1.5,
            spoken_at=1795000000.25,
            heard=12.5,
            lag=1.0,
            waiting=True,
            tempo=Tempo(0.9, 1.1),
            finished=True,
        ),
        offered="desk",
        minutes=5,
        listed=3,
        cramp="foot",
        tried=1,
        group="pregnant",
        situation="sitting",
        resting=True,
        answer="why_night",
        more_told=True,
        card_disclaimed=True,
        misses=1,
        last=("Hold.", Pause(7.0), "Let go."),
    )
    # What is left at its default would be read again whether or not it was written.
    assert at_their_default(session) == []
    assert read_session(json.loads(json.dumps(write_session(session)))) == session


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "text",
        [],
        {
            "asked": "the moon",
            "spoken": [3],
            "coaching": "two",
            "tips": 5,
            "cramp": 3,
            "group": "x" * 90,
            "last": "words",
        },
        {
            "asked": ["tip"],
            "spoken": {"a": True},
            "coaching": {"plan": {"routine": "desk"}, "start": [1], "part": 10**9},
            "tips": [1, None, {}],
            "last": [None, {}, -4, True],
        },
        {"stays_open": "yes", "spoken": {"a": 1.5}, "last": [9999]},
    ],
)
def test_nonsense_is_dropped(nonsense: Any) -> None:
    assert read_session(nonsense) == Session()


def test_what_makes_sense_beside_nonsense_is_kept() -> None:
    session = read_session({"asked": "tip", "spoken": {"a": "many"}, "tips": ["toes_up", 7]})
    assert session == Session(asked=Question.TIP, tips=["toes_up"])


@pytest.mark.parametrize("part", [2, 99, 9999])
@pytest.mark.parametrize("intent", ["Resume", "Previous", "Next", "Repeat", "No"])
def test_a_part_that_the_routine_does_not_have_is_no_error(
    part: int, intent: str, echo: Callable[..., Device]
) -> None:
    device = echo()
    device.ask("start my bedtime stretch")
    tamper(device, {"coaching": {"part": part}, "asked": "resume"})
    answer = device.intent(f"AMAZON.{intent}Intent")
    assert answer.text
    assert "went wrong" not in answer.text


def test_tips_that_there_are_not_are_not_kept(echo: Callable[..., Device], tmp_path: Path) -> None:
    device = echo()
    device.launch()
    tamper(device, {"tips": ["my left knee hurts"]})
    device.intent("QuickTipIntent")
    device.intent("QuickTipIntent")
    files = list(tmp_path.glob("memory.sqlite3*"))
    assert any(b"welcomed" in file.read_bytes() for file in files)
    assert all(b"knee" not in file.read_bytes() for file in files)
