"""The holds of a stretch: the word that starts each, what is said inside it, and the word that ends it."""

from collections.abc import Iterator
from dataclasses import replace

from skill.coach.cue import Hold
from skill.coach.phrasing import filled
from skill.coach.planned import SLOW_MOVES, PlannedRoutine, StretchSide
from skill.coach.timed_lines import HALF_WAY_FROM, say_timed, with_fillers
from skill.coach.writer import CueWriter
from skill.knowledge.phrases import CoachingPhrase

COUNTED = 3
"""The seconds at the end of a hold that are counted aloud."""
LEAST_REST = 1.0
"""The shortest pause between two holds, in seconds."""
LONG_REST = 8
"""The rest from which the slow pace makes it no longer, in seconds."""


def lead_holds(
    writer: CueWriter, planned: PlannedRoutine, current: StretchSide, breaths: Iterator[str]
) -> None:
    """Lead every hold of a side that is left to do.

    breaths: the phrases about breathing, which take turns through the whole routine.
    """
    step, stretch, side = current.step, current.step.stretch, current.side
    first = max(current.start.repetition, 1)
    for repetition in range(first, step.repetitions + 1):
        writer.place = replace(current.start, repetition=repetition)
        words = filled(stretch.start if repetition == first else stretch.again, step, side, planned.words)
        if repetition > 1 and not planned.is_brief:
            words = f"{_time(planned, repetition, step.repetitions)} {words}"
        if repetition > first:
            rest = step.rest * (SLOW_MOVES if planned.is_slow and step.rest < LONG_REST else 1.0)
            writer.pause(max(rest - writer.seconds_of(words), LEAST_REST))
        writer.say(words)
        writer.hold, writer.elapsed = Hold(stretch.id, side, repetition, step.seconds), 0.0
        _lead_hold(writer, planned, step.seconds, breaths)
        writer.hold = None
        writer.say(filled(stretch.release, step, side, planned.words))


def _lead_hold(writer: CueWriter, planned: PlannedRoutine, seconds: float, breaths: Iterator[str]) -> None:
    """Lead the inside of one hold: breaths, the half-way mark of a long one, and the last three seconds."""
    words = planned.words
    counting = seconds - COUNTED
    half = [(seconds / 2, words[CoachingPhrase.HALF_WAY][0])] if seconds >= HALF_WAY_FROM else []
    say_timed(writer, with_fillers(half, counting, breaths))
    for number, text in enumerate(words[CoachingPhrase.COUNT]):
        writer.pause_until(counting + number)
        # The count keeps the normal rate at every pace, because it marks the seconds.
        writer.say(text, 1.0)
    writer.pause_until(seconds)


def _time(planned: PlannedRoutine, repetition: int, repetitions: int) -> str:
    words = planned.words
    return (
        words[CoachingPhrase.LAST_TIME][0]
        if repetition == repetitions
        else words[CoachingPhrase.TIMES][repetition - 2]
    )
