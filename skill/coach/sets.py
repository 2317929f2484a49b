"""A set: the repetitions of a stretch that is moved in its own rhythm, without holds."""

from dataclasses import replace
from itertools import cycle

from skill.coach.planned import PlannedRoutine, StretchSide
from skill.coach.timed_lines import HALF_WAY_FROM, say_timed, with_fillers
from skill.coach.writer import CueWriter
from skill.knowledge.phrases import CoachingPhrase
from skill.knowledge.routines import Step
from skill.voice.speech import Pause, words_in

LED_FROM = 3.0
"""The shortest repetition of which the first one is led aloud, in seconds."""
ALL_LED_FROM = 5.0
"""The shortest repetition of which every one is led aloud, in seconds."""
NEARLY_FROM = 2 * HALF_WAY_FROM
"""The shortest set whose end is announced, in seconds."""
BEFORE_END = 5
"""The seconds before the end of a set at which it is announced."""


def lead_set(writer: CueWriter, planned: PlannedRoutine, current: StretchSide) -> None:
    """Lead one set, which takes the seconds of all its repetitions."""
    step, stretch = current.step, current.step.stretch
    writer.place = replace(current.start, repetition=1)
    writer.say(stretch.start)
    writer.elapsed = 0.0
    if stretch.lead and step.seconds >= ALL_LED_FROM:
        for repetition in range(step.repetitions):
            last = repetition == step.repetitions - 1
            begin = repetition * step.seconds
            _lead_repetition(writer, step, begin, planned.words[CoachingPhrase.LAST_ONE][0] if last else "")
    else:
        _accompany(writer, planned, step)
    writer.pause_until(step.seconds * step.repetitions)
    writer.say(stretch.release)


def _accompany(writer: CueWriter, planned: PlannedRoutine, step: Step) -> None:
    """Lead the first repetition if it is long enough, and say encouraging lines during the others."""
    stretch, seconds, begin = step.stretch, step.seconds * step.repetitions, 0.0
    if stretch.lead and step.seconds >= LED_FROM:
        _lead_repetition(writer, step, begin)
        begin = step.seconds
    marks = [(seconds / 2, stretch.half)] if stretch.half and seconds >= HALF_WAY_FROM else []
    if seconds >= NEARLY_FROM:
        marks.append((seconds - BEFORE_END, planned.words[CoachingPhrase.NEARLY][0]))
    say_timed(writer, with_fillers(marks, seconds, cycle(stretch.during), begin))


def _lead_repetition(writer: CueWriter, step: Step, begin: float, before: str = "") -> None:
    """Say the lines of one repetition, spread over its seconds as they are over those of the content.

    begin: the seconds since the beginning of the set; before: words that come before the first line.
    """
    lead = step.stretch.lead
    whole = sum(piece.seconds for piece in lead if isinstance(piece, Pause))
    elapsed = begin
    for piece in lead:
        if isinstance(piece, Pause):
            elapsed += piece.seconds * step.seconds / whole
        else:
            writer.pause_until(elapsed)
            writer.say(f"{before} {words_in(piece)}".strip())
            before = ""
