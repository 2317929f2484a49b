"""The table has one handler for every intent in every mode, and docs/table.md shows it."""

from itertools import product
from pathlib import Path

import pytest

from skill.cli import main
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.lookup import Table
from skill.conversation.safety.warnings import rest
from skill.conversation.state.mode import Mode
from skill.conversation.table import ANSWERS, BY_INTENT, BY_MODE, NOT_WHILE_RESTING, Row
from skill.conversation.visit.leaving import stop
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Question

PAGE = Path(__file__).parents[2] / "docs" / "table.md"


def _other(_: Turn) -> Reply:
    return Reply()


def test_the_table_has_no_faults() -> None:
    assert list(Table().faults()) == []


def test_an_intent_without_a_handler_is_a_fault() -> None:
    rows = tuple(row for row in BY_INTENT if Intent.HELP not in row.intents)
    faults = list(Table(by_intent=rows).faults())
    assert f"no handler answers {Intent.HELP} while {Mode.IDLE}" in faults
    assert f"no handler answers {Intent.HELP} while {Mode.CRAMP}" in faults


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        (
            Table(by_intent=(*BY_INTENT, Row(_other, (Intent.STOP,), (Mode.LED,), ()))),
            "2 handlers answer StopIntent while led",
        ),
        (
            Table(by_mode=(*BY_MODE, Row(_other, (Intent.NEXT,), (Mode.PAUSED,), ()))),
            "2 handlers answer NextIntent while paused",
        ),
        (
            Table(answers=(*ANSWERS, Row(_other, (Intent.YES,), (Mode.IDLE,), (Question.FORGET,)))),
            "2 handlers answer YesIntent to the question forget while idle",
        ),
    ],
)
def test_two_handlers_for_one_cell_are_a_fault(table: Table, fault: str) -> None:
    assert fault in list(table.faults())


def test_a_handler_that_no_cell_holds_is_a_fault() -> None:
    # A row for the modes takes all cells of go_home.
    by_mode = (*BY_MODE, Row(stop, (Intent.NAVIGATE_HOME,), tuple(Mode), ()))
    assert list(Table(by_mode=by_mode).faults()) == ["no cell reaches go_home"]


@pytest.mark.parametrize("intent", Intent)
def test_no_handler_that_stretches_or_gives_a_tip_answers_while_resting(intent: Intent) -> None:
    table = Table()
    for asked in (None, *Question):
        handler = table.cell(Mode.RESTING, intent, asked)
        assert handler not in NOT_WHILE_RESTING
        room = handler.__module__.split(".")[2]
        # Every handler of these rooms begins a routine or goes on with one, except for drop_unfinished.
        begins_routine = room in ("choosing", "playback") and handler.__name__ != "drop_unfinished"
        assert not begins_routine, (asked, handler.__name__)
    assert table.cell(Mode.RESTING, Intent.CRAMP_NOW) is rest


def test_stop_and_cancel_stop_in_every_mode_and_after_every_question() -> None:
    table = Table()
    handlers = {
        table.cell(mode, intent, asked).__name__
        for mode, intent, asked in product(Mode, (Intent.STOP, Intent.CANCEL), (None, *Question))
    }
    # After the question about deletion it is `keep`, which keeps everything and ends the session as well.
    assert handlers == {"stop", "keep"}


def test_the_page_in_docs_is_the_output_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--table"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")
