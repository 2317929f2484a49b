"""A Turn works each thing out once. A report of danger or pain is answered without a wait for memory."""

from collections import Counter
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from ask_sdk_model import Intent as SentIntent
from ask_sdk_model import IntentRequest, Request, Slot

from skill.conversation.exchange import turn as turn_module
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.conversation.state import remembered
from skill.conversation.state.mode import Mode
from skill.conversation.state.remembered import Kept
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Question
from skill.simulator.device import Device
from tests.conversation.turns import Store, Turns
from tests.household import Household, Person

ONCE = {
    "intent": (turn_module, "meant"),
    "subjects": (turn_module, "subjects_in"),
    "sign": (turn_module, "reported_sign"),
    "session read": (turn_module, "read_session"),
    "session written": (turn_module, "write_session"),
    "player": (turn_module, "read_player"),
    "mode": (turn_module, "mode_of"),
    "person read": (remembered, "read_person"),
}
"""Name of a thing to the module and the function that work it out."""


def sent(name: str, **slots: str) -> Request:
    return IntentRequest(
        locale="en-US",
        intent=SentIntent(name, slots={slot: Slot(slot, value) for slot, value in slots.items()}),
    )


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often each thing of ONCE is worked out."""
    counts: Counter[str] = Counter()

    def count(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*args: Any, **options: Any) -> Any:
            counts[name] += 1
            return work(*args, **options)

        return counting

    for name, (module, function) in ONCE.items():
        monkeypatch.setattr(module, function, count(name, getattr(module, function)))
    return counts


def test_each_thing_is_worked_out_once_for_a_question(
    echo: Callable[..., Device], counted: Counter[str]
) -> None:
    echo().ask("why do my legs cramp at night")
    assert counted == dict.fromkeys(ONCE, 1)


def test_each_thing_is_worked_out_once_in_a_routine(household: Household, counted: Counter[str]) -> None:
    person = Person(household)
    person.say("start my bedtime stretch")
    counted.clear()
    person.say("next", after=60)
    assert counted == dict.fromkeys(ONCE.keys() - {"subjects", "sign"}, 1)


@pytest.mark.parametrize(
    "request_",
    [
        sent("SymptomIntent", sign="chest pain"),
        sent("WhyCrampsIntent", cause="magnesium", sign="my chest hurts"),
        sent("ThatHurtsIntent"),
        sent("CrampNowIntent", muscle="calf"),
    ],
)
@pytest.mark.parametrize("is_coached", [False, True])
def test_the_answer_to_danger_or_pain_does_not_wait_for_memory(
    request_: Request, is_coached: bool, turns: Turns
) -> None:
    if is_coached:
        turns.start("bedtime-in-bed")
    turns.store.calls.clear()
    turns.answer(request_)
    assert set(turns.store.calls) <= {"change"}


def test_a_report_of_danger_drops_the_place_in_the_routine(turns: Turns) -> None:
    turns.start("bedtime-in-bed")
    assert turns.store.kept["unfinished"]["routine"] == "bedtime-in-bed"
    turns.answer(sent("SymptomIntent", sign="chest pain"))
    assert turns.store.calls[-1] == "change"
    assert turns.store.kept["unfinished"] is None


def test_a_person_is_written_only_after_a_change(turns: Turns) -> None:
    turns.answer(sent("WhyCrampsIntent"))
    turns.answer(sent("WhyCrampsIntent"))
    assert turns.store.calls == ["read", "write"]


def test_a_warning_sign_comes_before_every_other_meaning(turns: Turns) -> None:
    table = Table()
    for name in ("StartRoutineIntent", "AMAZON.StopIntent", "AMAZON.YesIntent", "ForgetMeIntent"):
        turn = turns.make(sent(name, sign="crushing chest pain"))
        turn.session.asked = Question.FORGET
        assert table.find(turn).__name__ == "warn"


@pytest.mark.parametrize("name", ["StartRoutineIntent", "PlayThroughIntent", "StepByStepIntent"])
def test_asking_for_the_routine_for_a_cramp_in_any_way_means_a_cramp(
    name: str, echo: Callable[..., Device]
) -> None:
    answer = echo().intent(name, {"routine": "cramp stretch"})
    assert answer.text.startswith("Straighten your leg")


def test_amazons_intent_and_the_skills_own_for_one_wish_are_the_same(turns: Turns) -> None:
    assert turns.make(sent("AMAZON.PauseIntent")).intent is Intent.PAUSE
    assert turns.make(sent("WaitIntent")).intent is Intent.PAUSE


def test_the_mode_follows_from_the_turns_before(turns: Turns) -> None:
    assert turns.make(sent("WhyCrampsIntent")).mode is Mode.IDLE
    turns.start("bedtime-in-bed")
    assert turns.make(sent("WhyCrampsIntent")).mode is Mode.LED
    turns.answer(sent("AMAZON.PauseIntent"))
    assert turns.make(sent("WhyCrampsIntent")).mode is Mode.PAUSED
    turns.answer(sent("CrampNowIntent"))
    assert turns.make(sent("WhyCrampsIntent")).mode is Mode.CRAMP
    turns.answer(sent("SymptomIntent", sign="one calf is swollen and hot"))
    assert turns.make(sent("WhyCrampsIntent")).mode is Mode.RESTING


def test_a_routine_that_was_left_is_not_under_way_any_more(turns: Turns) -> None:
    turns.start("desk")
    turn: Turn = turns.make(sent("WhyCrampsIntent"))
    assert turn.progress is not None
    turn.leave_routine()
    assert turn.progress is None
    assert turn.question_to_return_to is None


class Waiting(Store):
    """A memory that answers when it is allowed to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = Event()

    def read(self) -> Kept:
        self.may_answer.wait(10)
        return super().read()


def test_nobody_waits_for_the_memory_of_another_person(turns: Turns) -> None:
    slow = Waiting()
    waiting = Thread(target=lambda: turns.make(store=slow).person)
    waiting.start()
    other = Thread(target=lambda: (turns.make().person, turns.make().mode))
    other.start()
    other.join(5)
    is_done = not other.is_alive()
    slow.may_answer.set()
    waiting.join()
    other.join()
    assert is_done


def test_a_failure_leaves_nothing_half_changed(turns: Turns) -> None:
    turn = turns.make()
    turn.remembered.mark()
    turn.person.welcomed = True
    turn.remembered.revert()
    turn.remembered.save()
    assert turns.store.calls == ["read"]
