"""A deadline for work that may be stuck."""

import time
from threading import Event, Thread

import pytest

from skill.memory.deadline import Deadline


@pytest.fixture
def stuck() -> Event:
    """The work waits for this."""
    return Event()


def test_the_result_and_the_error_of_the_work_come_to_the_caller() -> None:
    deadline = Deadline(1)
    assert deadline.keep(lambda: "done", 5) == "done"
    with pytest.raises(ZeroDivisionError):
        deadline.keep(lambda: 1 / 0, 5)
    assert deadline.keep(lambda: "done again", 5) == "done again"


def test_the_caller_of_stuck_work_goes_on(stuck: Event) -> None:
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        Deadline(1).keep(lambda: stuck.wait(10), 0.05)
    assert time.monotonic() - began < 5
    stuck.set()


def test_no_more_work_than_that_is_stuck_and_the_deadline_is_kept_all_the_same(stuck: Event) -> None:
    deadline = Deadline(2)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            deadline.keep(lambda: stuck.wait(10), 0.01)
    done: list[str] = []
    with pytest.raises(TimeoutError, match="stuck"):
        deadline.keep(lambda: done.append("begun"), 0.01)
    assert done == []
    stuck.set()
    assert deadline.keep(lambda: "free again", 5) == "free again"


def test_where_no_thread_can_be_started_the_work_is_not_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(self: Thread) -> None:
        raise RuntimeError("can't start new thread")

    deadline = Deadline(1)
    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", refuses)
        with pytest.raises(TimeoutError, match="no thread"):
            deadline.keep(lambda: "done", 5)
    assert deadline.keep(lambda: "done", 5) == "done"
