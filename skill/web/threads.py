"""The threads that answer requests: one as a rule, and more for as long as that one is held up.

Python runs one thread at a time. Eight threads that take requests from one queue hand its lock to each other
all the time, and answer a fifth less than a single one does. But while a single one waits for a database,
everybody would wait.
"""

import logging
from asyncio import AbstractEventLoop
from collections.abc import Callable
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

HELD_UP = 0.005
"""The seconds in which no request is taken from the queue, after which another thread is started."""
MOST = 64
"""The most threads. Each but one of them waits: for a database, or for the download of a signing chain."""

T = TypeVar("T")

logger = logging.getLogger(__name__)


class Threads(Generic[T]):
    """Threads that do one thing with each item of a queue.

    Another thread is started when the queue stands still. A thread ends when it finds, after an item, that
    another one takes items as well, so that one thread is left some items after nothing is held up any more.
    """

    def __init__(self, do: Callable[[T], None], loop: AbstractEventLoop) -> None:
        """Start the first thread.

        do: a function that is called with each item, in any of the threads. It raises nothing.
        loop: the event loop in whose thread `put` is called.
        """
        self._do = do
        self._loop = loop
        self._items: SimpleQueue[T | None] = SimpleQueue()
        self._lock = Lock()
        self._taken = 0
        """The number of items that were taken from the queue so far."""
        self._count = 0
        """The number of threads."""
        self._is_watched = False
        self._start_another()

    @property
    def count(self) -> int:
        """The number of threads."""
        return self._count

    def put(self, item: T) -> None:
        """Have something done with an item."""
        self._items.put(item)
        if not self._is_watched:
            self._is_watched = True
            self._loop.call_later(HELD_UP, self._watch, self._taken)

    def end(self) -> None:
        """End the threads after the items that are in the queue."""
        for _ in range(self._count):
            self._items.put(None)

    def _watch(self, taken_before: int) -> None:
        """Start another thread if none has taken an item since the last look."""
        if self._items.empty():
            self._is_watched = False
            return
        if self._taken == taken_before and self._count < MOST:
            self._start_another()
        self._loop.call_later(HELD_UP, self._watch, self._taken)

    def _start_another(self) -> None:
        try:
            Thread(target=self._work, name="answers", daemon=True).start()
        except RuntimeError:
            logger.error("no thread could be started, a request waits for those that are there")
            return
        with self._lock:
            self._count += 1

    def _work(self) -> None:
        before = self._taken
        while (item := self._items.get()) is not None:
            with self._lock:
                self._taken += 1
                taken = self._taken
            self._do(item)
            others_take = taken != before + 1 or taken != self._taken
            if others_take and self._is_one_too_many():
                return
            before = taken

    def _is_one_too_many(self) -> bool:
        """Tell whether the thread that asks may end, and count it out."""
        with self._lock:
            if self._count == 1:
                return False
            self._count -= 1
            return True
