"""Lines that are said at a set time inside a hold or a set, so that it is never silent for long."""

from collections.abc import Iterable, Iterator
from itertools import count

from skill.coach.writer import CueWriter

MAX_SILENCE = 9.0
"""The longest silence inside a hold or a set, in seconds. After ten, people think that the skill crashed."""
HALF_WAY_FROM = 20
"""The shortest hold or set whose half is announced, in seconds."""

TimedLine = tuple[float, str]
"""The seconds since the beginning of the hold or the set, and the words that are said then."""


def say_timed(writer: CueWriter, lines: Iterable[TimedLine]) -> None:
    """Say each line at its time."""
    for elapsed, text in lines:
        writer.pause_until(elapsed)
        writer.say(text)


def with_fillers(
    marks: Iterable[TimedLine], end: float, fillers: Iterator[str], begin: float = 0.0
) -> list[TimedLine]:
    """Return the marks with fillers between them, evenly spread wherever a silence would be too long.

    begin, end: the seconds between which a silence counts.
    """
    lines: list[TimedLine] = []
    before = begin
    for elapsed, text in [*marks, (end, "")]:
        gaps = next(n for n in count(1) if (elapsed - before) / n <= MAX_SILENCE)
        lines += [(before + (elapsed - before) * n / gaps, next(fillers)) for n in range(1, gaps)]
        if text:
            lines.append((elapsed, text))
        before = elapsed
    return lines
