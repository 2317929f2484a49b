"""The uses of memory by one request: at most one read and one write, and none where nothing is needed."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, get_args

import pytest

from skill.memory.sqlite import SqliteMemory
from skill.simulator.controls import Button
from skill.simulator.transport import WsgiTransport
from tests.conversation.bedroom import Bedroom
from tests.household import Household, Person

READ, WRITE, DELETE = "get_attributes", "save_attributes", "delete_attributes"
REPLACE = "replace_attributes"


@pytest.fixture
def uses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The uses of the database so far, as the names of the methods that were called."""
    uses: list[str] = []

    def counting(name: str) -> Callable[..., Any]:
        use: Callable[..., Any] = getattr(SqliteMemory, name)

        def count(*arguments: Any) -> Any:
            uses.append(WRITE if name == REPLACE else name)
            return use(*arguments)

        return count

    for name in (READ, WRITE, REPLACE, DELETE):
        monkeypatch.setattr(SqliteMemory, name, counting(name))
    return uses


@pytest.mark.parametrize(
    ("before", "words", "used"),
    [
        ([], "open leg cramp coach", [READ, WRITE]),
        (["open leg cramp coach", "stop"], "open leg cramp coach", [READ]),
        (["open leg cramp coach"], "stop", []),
        ([], "ask leg cramp coach for help", []),
        (["open leg cramp coach"], "help", []),
        ([], "why do my legs cramp at night", [READ, WRITE]),
        (["why do my legs cramp at night"], "ask leg cramp coach why do leg cramps happen", [READ]),
        (["open leg cramp coach", "why do my legs cramp at night"], "why do leg cramps happen", []),
        (["open leg cramp coach", "why do my legs cramp at night"], "tell me more", []),
        ([], "my calf is sore after football", []),
        (["open leg cramp coach"], "I have chest pain", []),
        ([], "give me a tip", [READ, WRITE]),
        ([], "what routines do you have", []),
        ([], "I have a cramp in my calf", []),
        ([], "start my bedtime stretch", [READ, WRITE]),
        (["start my bedtime stretch"], "next", [READ, WRITE]),
        (["start my bedtime stretch"], "slower", [READ, WRITE]),
        (["start my bedtime stretch"], "how long is left", [READ, WRITE]),
        (["start my bedtime stretch"], "pause", [READ, WRITE]),
        (["start my bedtime stretch", "pause"], "how long is left", []),
        (["start my bedtime stretch", "pause"], "resume", [READ]),
        (["open leg cramp coach"], "forget me", []),
        (["open leg cramp coach", "forget me"], "yes", [DELETE]),
        (["start my bedtime stretch", "forget me"], "yes", [DELETE]),
    ],
)
def test_a_request_reads_and_writes_once_at_most(
    before: list[str], words: str, used: list[str], person: Person, uses: list[str]
) -> None:
    for each in before:
        person.say(each, after=60)
    uses.clear()
    person.say(words, after=60)
    assert uses == used


def test_danger_in_a_routine_drops_its_place_by_one_read_and_one_write(
    person: Person, uses: list[str]
) -> None:
    person.say("start my bedtime stretch")
    uses.clear()
    person.say("I have chest pain", after=60)
    assert person.kept()["unfinished"] is None
    assert uses == [READ, WRITE, READ]


def test_the_players_requests_read_and_write_once_at_most(
    playing: Household, uses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    used: dict[str, list[list[str]]] = defaultdict(list)
    answer = WsgiTransport.__call__

    def answer_and_note(transport: WsgiTransport, envelope: dict[str, Any]) -> dict[str, Any]:
        uses.clear()
        answered = answer(transport, envelope)
        used[envelope["request"]["type"]].append([*uses])
        return answered

    monkeypatch.setattr(WsgiTransport, "__call__", answer_and_note)
    bedroom = Bedroom(playing)
    bedroom.play()
    bedroom.hear(100)
    for button in get_args(Button)[::-1]:
        bedroom.device.press(button)
        bedroom.hear(10)
    bedroom.say("next")
    bedroom.say("pause")
    bedroom.hear(10)
    bedroom.say("resume")
    bedroom.hear_all()

    def kinds(request: str) -> list[list[str]]:
        return [list(each) for each in sorted({tuple(each) for each in used[f"AudioPlayer.{request}"]})]

    # After a pause the place is kept already.
    assert kinds("PlaybackStarted") == [[READ], [READ, WRITE]]
    assert kinds("PlaybackNearlyFinished") == [[]]
    assert kinds("PlaybackStopped") == [[]]
    # Only the last track's end matters, and its beginning has counted the routine as done already.
    assert kinds("PlaybackFinished") == [[], [READ]]
    buttons = [each for kind, all_ in used.items() if kind.startswith("PlaybackController") for each in all_]
    assert len(buttons) == len(get_args(Button))
    everything = [each for all_ in used.values() for each in all_]
    assert all(each in ([], [READ], [READ, WRITE]) for each in everything)
