"""The table: whole, without contradiction, and written down as it is."""

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


def test_it_has_no_hole_no_cell_with_two_answers_and_no_handler_that_is_never_reached() -> None:
    assert list(Table().faults()) == []


def test_a_hole_is_found() -> None:
    rows = tuple(row for row in BY_INTENT if Intent.HELP not in row.intents)
    found = list(Table(by_intent=rows).faults())
    assert f"no handler answers {Intent.HELP} while {Mode.IDLE}" in found
    assert f"no handler answers {Intent.HELP} while {Mode.CRAMP}" in found


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
def test_a_cell_with_two_answers_is_found(table: Table, fault: str) -> None:
    assert fault in list(table.faults())


def test_a_handler_that_no_cell_reaches_is_found() -> None:
    # Every one of its cells has a row for the mode.
    by_mode = (*BY_MODE, Row(stop, (Intent.NAVIGATE_HOME,), tuple(Mode), ()))
    assert list(Table(by_mode=by_mode).faults()) == ["no cell reaches go_home"]


@pytest.mark.parametrize("intent", Intent)
def test_nothing_is_stretched_while_resting_whatever_was_asked(intent: Intent) -> None:
    table = Table()
    for asked in (None, *Question):
        handler = table.cell(Mode.RESTING, intent, asked)
        assert handler not in NOT_WHILE_RESTING
        room = handler.__module__.split(".")[2]
        # What is left of these rooms has nothing under way to go on with.
        leads = room in ("choosing", "playback") and handler.__name__ != "drop_unfinished"
        assert not leads, (asked, handler.__name__)
    assert table.cell(Mode.RESTING, Intent.CRAMP_NOW) is rest


def test_stop_stops_in_every_mode_whatever_was_asked() -> None:
    table = Table()
    handlers = {
        table.cell(mode, intent, asked).__name__
        for mode, intent, asked in product(Mode, (Intent.STOP, Intent.CANCEL), (None, *Question))
    }
    # Nothing is deleted, and the session ends, where the question was whether to forget.
    assert handlers == {"stop", "keep"}


def test_the_page_in_docs_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--table"]) == 0
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")
