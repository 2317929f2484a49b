"""A property that is worked out once for each object, and keeps no other object waiting."""

from pathlib import Path
from threading import Event, Thread

import skill.conversation
from skill.conversation.state.once import once


class Asked:
    def __init__(self, may_answer: Event) -> None:
        self._may_answer = may_answer
        self.times = 0

    @once
    def answer(self) -> int:
        """The answer."""
        self._may_answer.wait(10)
        self.times += 1
        return 42


def test_it_is_worked_out_once() -> None:
    at_once = Event()
    at_once.set()
    asked = Asked(at_once)
    assert [asked.answer, asked.answer] == [42, 42]
    assert asked.times == 1
    assert Asked.answer.__doc__ == "The answer."


def test_another_object_does_not_wait() -> None:
    later, at_once = Event(), Event()
    at_once.set()
    slow, quick = Asked(later), Asked(at_once)
    waiting = Thread(target=lambda: slow.answer)
    waiting.start()
    other = Thread(target=lambda: quick.answer)
    other.start()
    other.join(5)
    is_done = not other.is_alive()
    later.set()
    waiting.join()
    other.join()
    assert is_done


def test_the_conversation_has_no_property_with_a_lock_for_everybody() -> None:
    folder = Path(skill.conversation.__path__[0])
    locked = [
        path.name for path in folder.rglob("*.py") if "import cached_property" in path.read_text("utf-8")
    ]
    assert locked == []
