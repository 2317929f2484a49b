"""A memory with a queue of changes, so that an urgent answer does not wait for the database."""

import atexit
import logging
import time
import weakref
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Condition, Thread
from typing import Any

from ask_sdk_model import RequestEnvelope

from skill.log import discreet_traceback
from skill.memory.away import PATIENCE, MemoryAway, Rest
from skill.memory.memory import Memory
from skill.memory.person_key import person_key

WAIT = 0.01
"""The seconds for which a caller waits for its change. SQLite needs 0.001."""

PERSISTENCE = 2.0
"""The seconds for which a change is tried, from the moment at which it was asked for."""
_PAUSE = 0.05
"""The seconds between two attempts."""

MAX_CHANGES = 100
"""The number of changes that may be pending. One more is logged and dropped."""

Change = Callable[[dict[str, Any]], dict[str, Any] | None]
"""A function from the attributes that are kept of a person to the new ones, or to None for no change."""

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class _PendingChange:
    person: str
    request_envelope: RequestEnvelope
    change: Change
    ends: float
    """The moment of time.monotonic() from which on it is not tried again."""
    done: bool = False


class QueuedMemory(Memory):
    """Another memory behind a queue of changes, which one thread applies in their order.

    The thread runs while changes are pending, and tries each for PERSISTENCE. Reading, saving and deleting
    first wait for the person's pending changes, so that each comes after all that was changed before it. They
    raise MemoryAway if those changes or the memory take longer than PATIENCE, and at once while the memory is
    left to rest after that. A process that ends finishes its pending changes within PERSISTENCE.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._changes: deque[_PendingChange] = deque()
        self._pending: Counter[str] = Counter()
        """The number of pending changes of each person, the one that is being applied among them."""
        self._changed = Condition()
        self._is_running = False
        # A file that is locked for writing can still be read.
        self._reading, self._writing = Rest(), Rest()
        _memories.add(self)

    def get_attributes(self, request_envelope: RequestEnvelope) -> dict[str, Any]:
        """Return the attributes that are kept of the person, or an empty dict for a new one."""
        self._settle(request_envelope, "read", self._reading)
        try:
            attributes: dict[str, Any] = self._memory.get_attributes(request_envelope)
        except MemoryAway as error:
            # The request that has waited for this must not wait for a write as well.
            _leave_alone(error, self._reading, self._writing)
            raise
        self._reading.end()
        return attributes

    def save_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of the person, in place of those that were kept before."""
        with self._writes(request_envelope, "written"):
            self._memory.save_attributes(request_envelope, attributes)

    def replace_attributes(self, request_envelope: RequestEnvelope, attributes: dict[str, Any]) -> None:
        """Keep these attributes of a person of whom something is kept."""
        with self._writes(request_envelope, "written"):
            self._memory.replace_attributes(request_envelope, attributes)

    def delete_attributes(self, request_envelope: RequestEnvelope) -> None:
        """Delete the person's attributes."""
        with self._writes(request_envelope, "deleted"):
            self._memory.delete_attributes(request_envelope)

    @contextmanager
    def _writes(self, request_envelope: RequestEnvelope, done: str) -> Iterator[None]:
        """Wait for the person's pending changes, and note whether the memory took what is written then.

        done: as for `away`.
        """
        self._settle(request_envelope, done, self._writing)
        try:
            yield
        except MemoryAway as error:
            _leave_alone(error, self._writing)
            raise
        self._writing.end()

    def change_attributes(
        self, request_envelope: RequestEnvelope, change: Change, *, wait: float = WAIT
    ) -> None:
        """Read the person's attributes, change them and save the result, in another thread.

        `change` is called in that thread, so it must not touch what belongs to the request. This returns as
        soon as the change is made, or after `wait` seconds, and the thread goes on. It raises nothing: a
        change that fails is logged and dropped.
        """
        person = person_key(request_envelope)
        if person is None:
            return
        pending = _PendingChange(person, request_envelope, change, time.monotonic() + PERSISTENCE)
        with self._changed:
            if len(self._changes) >= MAX_CHANGES:
                logger.error("%s changes are waiting for the memory, one more was dropped", MAX_CHANGES)
                return
            if not self._is_running and not self._start():
                return
            self._changes.append(pending)
            self._pending[person] += 1
            self._changed.wait_for(lambda: pending.done, wait)

    def finish(self, seconds: float = PERSISTENCE) -> bool:
        """Wait until all changes are made. Return False if that takes longer than so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._pending, seconds)

    def _start(self) -> bool:
        """Start the thread. Return False if the system cannot start another. The caller holds the lock."""
        try:
            Thread(target=self._apply_changes, name="memory-changes", daemon=True).start()
        except RuntimeError:
            logger.error("no thread could be started, a change of the memory was dropped")
            return False
        self._is_running = True
        return True

    def _apply_changes(self) -> None:
        while True:
            with self._changed:
                if not self._changes:
                    self._is_running = False
                    return
                pending = self._changes.popleft()
            try:
                self._try(pending)
            except MemoryAway as error:
                logger.error("%s", error)
            except Exception as error:  # A change that fails must not end the thread.
                logger.error("a change of the memory failed. %s", discreet_traceback(error))
            with self._changed:
                pending.done = True
                self._pending[pending.person] -= 1
                if not self._pending[pending.person]:
                    del self._pending[pending.person]
                self._changed.notify_all()

    def _try(self, pending: _PendingChange) -> None:
        """Make a change, as soon as the memory is there. Raise MemoryAway if its time is over before that."""
        while True:
            try:
                return self._apply(pending)
            except MemoryAway:
                if time.monotonic() + _PAUSE > pending.ends:
                    raise
            time.sleep(_PAUSE)

    def _apply(self, pending: _PendingChange) -> None:
        kept = self._memory.get_attributes(pending.request_envelope)
        attributes = pending.change(kept)
        if attributes is not None:
            keep = self._memory.replace_attributes if kept else self._memory.save_attributes
            keep(pending.request_envelope, attributes)

    def _settle(self, request_envelope: RequestEnvelope, done: str, rest: Rest) -> None:
        """Wait for the person's pending changes.

        Raise MemoryAway if they take longer than PATIENCE, and at once if the memory is left to rest.
        """
        if rest.refuses():
            logger.error("memory is still away, nothing was %s", done)
            raise MemoryAway("memory is away")
        if not self._pending:
            return
        person = person_key(request_envelope)
        with self._changed:
            if not self._changed.wait_for(lambda: person not in self._pending, PATIENCE):
                self._writing.begin()
                logger.error("memory is away, nothing was %s: changes of the person are pending", done)
                raise MemoryAway("memory is away")


def _leave_alone(error: MemoryAway, *rests: Rest) -> None:
    """Log that the memory is away, and begin these rests."""
    for rest in rests:
        rest.begin()
    logger.error("%s", error)


_memories: weakref.WeakSet[QueuedMemory] = weakref.WeakSet()


@atexit.register
def finish_changes() -> None:
    """Wait until every memory has made its pending changes, PERSISTENCE seconds at most."""
    ends = time.monotonic() + PERSISTENCE
    for memory in list(_memories):
        memory.finish(max(0.0, ends - time.monotonic()))
