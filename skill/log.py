"""Logs that tell nobody what a person said."""

import copy
import logging
import traceback
from types import TracebackType
from typing import TypeAlias

_ExceptionInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class DiscreetFormatter(logging.Formatter):
    """Writes a traceback without the exceptions' messages, for those may quote the request."""

    def format(self, record: logging.LogRecord) -> str:
        """A record keeps what its first formatter made of the exception: that is not used here."""
        record = copy.copy(record)
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging's name
        """The same as discreet_traceback."""
        return discreet_traceback(ei[1])


def discreet_traceback(error: BaseException | None) -> str:
    """The frames and the types of an exception and its causes, the first cause first; no messages."""
    lines: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.format_tb(error.__traceback__)
        lines[:0] = [*frames, f"{type(error).__module__}.{type(error).__qualname__}\n"]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "Traceback:\n" + "".join(lines).rstrip()


def set_up_logging(level: str) -> None:
    """Log to standard error, discreetly, from this level up."""
    handler = logging.StreamHandler()
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
