"""Logging without the words that a person said."""

import copy
import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """A formatter that leaves the messages of exceptions out of tracebacks: they may quote the request."""

    def format(self, record: logging.LogRecord) -> str:
        """Format a record, without the traceback that another formatter may have left in it."""
        record = copy.copy(record)
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """Return the result of discreet_traceback."""
        return discreet_traceback(ei[1])


def discreet_traceback(error: BaseException | None) -> str:
    """Return the frames and types of an exception and its causes, the first cause first, without messages."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.format_tb(error.__traceback__)
        lines[:0] = [*frames, f"{type(error).__module__}.{type(error).__qualname__}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "Traceback:\n" + "".join(lines).rstrip()


def set_up_logging(level: str) -> None:
    """Log to standard error from this level up, without the messages of exceptions."""
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
