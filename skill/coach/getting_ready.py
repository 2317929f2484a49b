"""The words before a stretch begins: its name, and the way into position."""

from skill.coach.phrasing import filled
from skill.coach.planned import SLOW_MOVES, PlannedRoutine, StretchSide
from skill.coach.writer import BEFORE_NEXT, CueWriter
from skill.knowledge.phrases import CoachingPhrase
from skill.voice.speech import Pause, words_in

TO_DECIDE = 1.5
"""The pause in which a person may leave a stretch out, in seconds."""
LEAST_MOVE = 2.0
"""The shortest pause for a movement that takes at least as long, in seconds. It is kept after any words."""


def get_ready(writer: CueWriter, planned: PlannedRoutine, current: StretchSide) -> None:
    """Say the name of the stretch and the way into position, and leave the time that this takes."""
    start = current.start
    if planned.is_acute and start.step == 0 and not current.resumed:
        # In a cramp the first words are the thing to do. The caution comes right after them.
        writer.say(filled(current.step.stretch.setup, current.step, current.side, planned.words))
        writer.say(planned.routine.caution)
        return
    if start.step != next(iter(planned.steps)) or start.side:
        writer.pause(BEFORE_NEXT)
    if start.side > 0 and start.repetition == 0:
        _change_legs(writer, planned, current)
    else:
        _explain(writer, planned, current)


def _change_legs(writer: CueWriter, planned: PlannedRoutine, current: StretchSide) -> None:
    stretch = current.step.stretch
    phrase = CoachingPhrase.ON_OTHER_LEG if current.resumed else CoachingPhrase.OTHER_LEG
    words = planned.words[phrase][0].replace("{title}", stretch.title)
    writer.say(f"{words} {filled(stretch.brief, current.step, current.side, planned.words)}")
    _leave_time(writer, planned, stretch.move)


def _explain(writer: CueWriter, planned: PlannedRoutine, current: StretchSide) -> None:
    step, stretch = current.step, current.step.stretch
    name = _announcement(planned, current).replace("{title}", stretch.title)
    writer.say(name[0].upper() + name[1:])
    if stretch.before and not planned.is_brief:
        writer.say(stretch.before)
    if stretch.leave_out and not planned.is_brief and not current.resumed:
        writer.say(f"{stretch.leave_out} {planned.words[CoachingPhrase.LEAVE_OUT_HOW][0]}")
        writer.pause(TO_DECIDE)
    for piece in step.first:
        if isinstance(piece, Pause):
            _leave_time(writer, planned, piece.seconds)
        else:
            writer.say(words_in(piece))
    setup = stretch.brief if planned.is_brief else stretch.setup
    writer.say(filled(setup, step, current.side, planned.words))
    spent = writer.say(stretch.safety) if stretch.safety and not planned.is_brief else 0
    _leave_time(writer, planned, stretch.move, spent)


def _announcement(planned: PlannedRoutine, current: StretchSide) -> str:
    words, indexes, index = planned.words, list(planned.steps), current.start.step
    if current.resumed:
        return words[CoachingPhrase.BACK_TO][0]
    if index == indexes[0]:
        return words[CoachingPhrase.FIRST][0] if len(indexes) > 1 else "{title}."
    return words[CoachingPhrase.LAST if index == indexes[-1] else CoachingPhrase.NEXT][0]


def _leave_time(writer: CueWriter, planned: PlannedRoutine, seconds: float, spent: float = 0.0) -> None:
    """Add a pause for a movement that takes this long at the normal pace.

    spent: the seconds of it that went by while something was said.
    """
    wanted = seconds * (SLOW_MOVES if planned.is_slow else 1.0)
    writer.pause(max(wanted - spent, min(wanted, LEAST_MOVE)))
