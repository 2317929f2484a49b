"""A deadline for work that may be stuck, such as a call of a driver whose server does not answer."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Semaphore, Thread
from typing import TypeVar

T = TypeVar("T")


class Deadline:
    """A deadline for the caller of some work. Each work is done in a thread of its own, which ends with it.

    A process that ends does not wait for the work that is stuck.
    """

    def __init__(self, most: int) -> None:
        """most: the number of works that may be under way at a time, with those that are stuck."""
        self._free = Semaphore(most)

    def keep(self, work: Callable[[], T], seconds: float) -> T:
        """Return the result of the work, or raise its exception. Raise TimeoutError after so many seconds."""
        result: Future[T] = Future()

        def do() -> None:
            try:
                result.set_result(work())
            except BaseException as error:
                result.set_exception(error)
            finally:
                self._free.release()

        ends = time.monotonic() + seconds
        if not self._free.acquire(timeout=seconds):
            raise TimeoutError("too much work is stuck")
        try:
            Thread(target=do, name="memory-work", daemon=True).start()
        except RuntimeError:
            self._free.release()
            raise TimeoutError("no thread could be started") from None
        return result.result(ends - time.monotonic())
