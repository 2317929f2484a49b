"""The table, looked up, checked, and written as a page."""

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
    """The rows, looked up: answers to a question first, then the mode's own handlers, then the intent's."""

    def __init__(
        self,
        answers: Sequence[Row] = ANSWERS,
        by_mode: Sequence[Row] = BY_MODE,
        by_intent: Sequence[Row] = BY_INTENT,
    ) -> None:
        self._rows = answers, by_mode, by_intent
        self._answers = {
            (question, mode, intent): _while(mode, row.handler)
            for row in answers
            for question, mode, intent in product(row.questions, row.modes, row.intents)
        }
        self._cells = {
            (mode, intent): _while(mode, row.handler)
            for row in (*by_intent, *by_mode)
            for mode, intent in product(row.modes, row.intents)
        }

    def find(self, turn: Turn) -> Handler:
        """The handler that answers a turn: danger first."""
        if turn.intent is None:
            return REQUESTS.get(turn.kind, unknown_request)
        if turn.sign is not None:
            return warn
        return self.cell(turn.mode, turn.intent, turn.session.asked)

    def cell(self, mode: Mode, intent: Intent, asked: Question | None = None) -> Handler:
        """The handler of an intent in a mode, after a question that was asked. Raises KeyError for a hole."""
        answer = self._answers.get((asked, mode, intent)) if asked else None
        return answer or self._cells[mode, intent]

    def faults(self) -> Iterator[str]:
        """The holes, the cells with two answers, and the handlers that no cell reaches, a line each."""
        for mode, intent in product(Mode, Intent):
            if (mode, intent) not in self._cells:
                yield f"no handler answers {intent} while {mode}"
        for rows in self._rows:
            yield from _doubles(rows)
        reached = {*self._answers.values(), *self._cells.values()}
        for handler in dict.fromkeys(row.handler for rows in self._rows for row in rows):
            if handler not in reached:
                yield f"no cell reaches {handler.__name__}"

    def page(self) -> str:
        """The table in Markdown: the intents by mode, the answers to each question, the other requests."""
        return "\n".join([*self._by_mode(), *self._by_question(), *_by_request()]) + "\n"

    def _by_mode(self) -> Iterator[str]:
        yield "# What answers what"
        yield ""
        yield "`python -m skill check --table` prints this page. What answers is looked up in this order:"
        yield ""
        yield f"1. A warning sign, in whatever words and in whatever mode: `{warn.__name__}`."
        yield "2. An answer to the question that was asked (below)."
        yield "3. The intent, in the mode that is going on:"
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
        stretching = ", ".join(sorted(f"`{handler.__name__}`" for handler in NOT_WHILE_RESTING))
        yield f"While resting, `{rest.__name__}` stands in for {stretching}."
        yield ""
        yield "| question | intents | handler | while |"
        yield "|---|---|---|---|"
        for question in Question:
            for row in self._rows[0]:
                if question in row.questions:
                    when = "" if len(row.modes) == len(Mode) else ", ".join(row.modes)
                    yield f"| {question} | {', '.join(row.intents)} | {row.handler.__name__} | {when} |"


def _by_request() -> Iterator[str]:
    yield ""
    yield "## Requests that are no intent"
    yield ""
    yield "| request | handler |"
    yield "|---|---|"
    for kind, handler in REQUESTS.items():
        yield f"| {kind} | {handler.__name__} |"
    yield f"| any other | {unknown_request.__name__} |"


def _doubles(rows: Sequence[Row]) -> Iterator[str]:
    cells = Counter(
        cell for row in rows for cell in product(row.questions or (None,), row.modes, row.intents)
    )
    for (question, mode, intent), count in cells.items():
        if count > 1:
            asked = f" to the question {question}" if question else ""
            yield f"{count} handlers answer {intent}{asked} while {mode}"


def _while(mode: Mode, handler: Handler) -> Handler:
    return rest if mode is Mode.RESTING and handler in NOT_WHILE_RESTING else handler
