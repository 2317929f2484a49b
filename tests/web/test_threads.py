"""The threads that answer: one, and others while that one is held up."""

import asyncio
import time
from collections.abc import Callable, Iterator
from threading import Event, Thread

import pytest

from skill.web import threads
from skill.web.threads import Threads

Item = tuple[str, Event | None]
"""A name, and what is waited for before the item is done; None for nothing."""


class Crew:
    """Threads on a loop of their own, and what they have done so far."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.loop = asyncio.new_event_loop()
        self._thread = Thread(target=self.loop.run_forever)
        self._thread.start()
        self.threads: Threads[Item] = Threads(self._do, self.loop)

    def _do(self, item: Item) -> None:
        name, until = item
        if until:
            until.wait(10)
        self.done.append(name)

    def put(self, name: str, until: Event | None = None) -> None:
        self.loop.call_soon_threadsafe(self.threads.put, (name, until))

    def have_done(self, *names: str) -> bool:
        """True as soon as all of these are done; False if they are not within ten seconds."""
        return self.becomes(lambda: set(names) <= set(self.done))

    def becomes(self, holds: Callable[[], bool]) -> bool:
        ends = time.monotonic() + 10
        while not holds() and time.monotonic() < ends:
            time.sleep(0.005)
        return holds()

    def end(self) -> None:
        self.loop.call_soon_threadsafe(self.threads.end)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


@pytest.fixture
def crew() -> Iterator[Crew]:
    crew = Crew()
    yield crew
    crew.end()


def test_everything_is_done_in_its_order(crew: Crew) -> None:
    names = [str(number) for number in range(100)]
    for name in names:
        crew.put(name)
    assert crew.have_done(*names)
    assert crew.done == names


def test_what_is_held_up_holds_nothing_else_up(crew: Crew) -> None:
    later = Event()
    crew.put("held up", later)
    for name in ("a", "b", "c"):
        crew.put(name)
    assert crew.have_done("a", "b", "c")
    assert crew.done == ["a", "b", "c"]
    later.set()
    assert crew.have_done("held up")


def test_many_that_are_held_up_hold_nothing_else_up(crew: Crew) -> None:
    later = Event()
    held_up = [f"held up {number}" for number in range(20)]
    for name in held_up:
        crew.put(name, later)
    crew.put("a")
    assert crew.have_done("a")
    assert crew.threads.count > 20
    later.set()
    assert crew.have_done(*held_up)


def test_one_thread_is_left_when_nothing_is_held_up_any_more(crew: Crew) -> None:
    later = Event()
    for number in range(5):
        crew.put(f"held up {number}", later)
    crew.put("a")
    assert crew.have_done("a")
    later.set()

    def is_one_left() -> bool:
        crew.put("more")
        return crew.threads.count == 1

    assert crew.becomes(is_one_left)
    crew.put("last")
    assert crew.have_done("last")


def test_there_are_no_more_threads_than_the_most(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST", 3)
    later = Event()
    for number in range(10):
        crew.put(f"held up {number}", later)
    assert crew.becomes(lambda: crew.threads.count == 3)
    time.sleep(10 * threads.HELD_UP)
    assert crew.threads.count == 3
    later.set()
    assert crew.have_done(*(f"held up {number}" for number in range(10)))


def test_a_system_without_another_thread_waits_for_those_that_are_there(
    crew: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = Event()
    crew.put("held up", later)
    assert crew.becomes(lambda: crew.threads.count == 1)

    def refuse(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patched:
        patched.setattr(Thread, "start", refuse)
        crew.put("a")
        time.sleep(10 * threads.HELD_UP)
        assert crew.done == []
    later.set()
    assert crew.have_done("held up", "a")
