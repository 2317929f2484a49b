"""The table as an object that finds handlers, lists its faults, and is written as a page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from skill.conversation.exchange.turn import Turn
from skill.conversation.safety.warnings import rest, warn
from skill.conversation.state.mode import Mode
from skill.conversation.table import (
    ANSWERS,
    BY_INTENT,
    BY_MODE,
    NOT_WHILE_RESTING,
    REQUESTS,
    Handler,
    Row,
)
from skill.conversation.visit.understanding import unknown_request
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Question


class Table:
    """The rows of the table, by question, mode and intent.

    A row for the question that was asked comes first, then a row for the mode, then one for the intent alone.
    """

    def __init__(
        self,
        answers: Sequence[Row] = ANSWERS,
        by_mode: Sequence[Row] = BY_MODE,
        by_intent: Sequence[Row] = BY_INTENT,
    ) -> None:
        self._answer_rows, self._mode_rows, self._intent_rows = answers, by_mode, by_intent
        self._answers = {
            (question, mode, intent): _unless_resting(mode, row.handler)
            for row in answers
            for question, mode, intent in product(row.questions, row.modes, row.intents)
        }
        self._cells = {
            (mode, intent): _unless_resting(mode, row.handler)
            # The later rows replace the earlier ones.
            for row in (*by_intent, *by_mode)
            for mode, intent in product(row.modes, row.intents)
        }

    def find(self, turn: Turn) -> Handler:
        """Return the handler that answers a turn. A warning sign comes before everything else."""
        if turn.intent is None:
            return REQUESTS.get(turn.kind, unknown_request)
        if turn.sign is not None:
            return warn
        return self.cell(turn.mode, turn.intent, turn.session.asked)

    def cell(self, mode: Mode, intent: Intent, asked: Question | None = None) -> Handler:
        """Return the handler of an intent in a mode. Raise KeyError if the table has none.

        asked: the question that the last reply ended with.
        """
        handler = self._answers.get((asked, mode, intent)) if asked else None
        return handler or self._cells[mode, intent]

    def faults(self) -> Iterator[str]:
        """Yield a line for each hole, each cell with two handlers, and each handler that no cell holds."""
        for mode, intent in product(Mode, Intent):
            if (mode, intent) not in self._cells:
                yield f"no handler answers {intent} while {mode}"
        tables = self._answer_rows, self._mode_rows, self._intent_rows
        for rows in tables:
            yield from _conflicts(rows)
        reached = {*self._answers.values(), *self._cells.values()}
        for handler in dict.fromkeys(row.handler for rows in tables for row in rows):
            if handler not in reached:
                yield f"no cell reaches {handler.__name__}"

    def page(self) -> str:
        """Return the table in Markdown: the intents by mode, the answers by question, and so on."""
        lines = [*self._by_mode(), *self._by_question(), *_by_request(), *self._by_handler()]
        return "\n".join(lines) + "\n"

    def _by_mode(self) -> Iterator[str]:
        yield "# The handler of each request"
        yield ""
        yield "`python -m skill check --table` prints this page. A handler is looked up in this order:"
        yield ""
        yield f"1. `{warn.__name__}`, if the words in the slots report a warning sign."
        yield "2. The handler of an answer to the question that was asked (below)."
        yield "3. The handler of the intent in the mode of the conversation (see `state/mode.py`):"
        yield ""
        yield f"| intent | {' | '.join(Mode)} |"
        yield f"|---|{'---|' * len(Mode)}"
        for intent in Intent:
            handlers = [self._cells[mode, intent].__name__ for mode in Mode]
            yield f"| {intent} | {' | '.join(handlers)} |"

    def _by_question(self) -> Iterator[str]:
        yield ""
        yield "## Answers to a question"
        yield ""
        replaced = ", ".join(sorted(f"`{handler.__name__}`" for handler in NOT_WHILE_RESTING))
        yield f"While resting, `{rest.__name__}` takes the place of {replaced}."
        yield ""
        yield "| question | intents | handler | modes, if not all |"
        yield "|---|---|---|---|"
        for question in Question:
            for row in self._answer_rows:
                if question in row.questions:
                    modes = "" if len(row.modes) == len(Mode) else ", ".join(row.modes)
                    yield f"| {question} | {', '.join(row.intents)} | {row.handler.__name__} | {modes} |"

    def _by_handler(self) -> Iterator[str]:
        yield ""
        yield "## The handlers"
        yield ""
        yield "| handler | in `skill/conversation/` | does |"
        yield "|---|---|---|"
        found = {*self._answers.values(), *self._cells.values(), *REQUESTS.values(), warn, unknown_request}
        for handler in sorted(found, key=lambda each: (each.__module__, each.__name__)):
            module = "/".join(handler.__module__.split(".")[2:])
            does, _, _ = (handler.__doc__ or "").partition("\n")
            yield f"| {handler.__name__} | {module}.py | {does} |"


def _by_request() -> Iterator[str]:
    yield ""
    yield "## Requests that are no intent"
    yield ""
    yield "| request | handler |"
    yield "|---|---|"
    for kind, handler in REQUESTS.items():
        yield f"| {kind} | {handler.__name__} |"
    yield f"| any other | {unknown_request.__name__} |"


def _conflicts(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a line for each cell for which several of these rows have a handler."""
    cells = Counter(
        cell for row in rows for cell in product(row.questions or (None,), row.modes, row.intents)
    )
    for (question, mode, intent), count in cells.items():
        if count > 1:
            asked = f" to the question {question}" if question else ""
            yield f"{count} handlers answer {intent}{asked} while {mode}"


def _unless_resting(mode: Mode, handler: Handler) -> Handler:
    """Return the handler, or `rest` for one that has to wait once a warning sign was reported."""
    return rest if mode is Mode.RESTING and handler in NOT_WHILE_RESTING else handler
