"""The handlers for questions about the routine that is under way: the time left, and the stretch."""

from skill.coach.phrasing import spoken_length
from skill.coach.plan import sides_of
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.adjusting import nothing_running
from skill.conversation.state.mode import Mode
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question
from skill.knowledge.routines import Step


def time_left(turn: Turn) -> Reply:
    """Tell the time that is left of the routine."""
    progress = turn.progress
    if progress is None:
        return nothing_running(turn)
    length = spoken_length(progress.left, turn.coach.words)
    text = turn.wording(Phrase.LEFT).replace("{length}", length)
    return Reply(text, question=Question.RESUME, insists=True)


def which_stretch(turn: Turn) -> Reply:
    """Name the current stretch. In a routine, also tell its side, its number, and the number of stretches."""
    progress, running = turn.progress, running_step(turn)
    if progress is None or running is None:
        return nothing_running(turn)
    index, step = running
    steps = turn.coach.steps(progress.plan)
    sides = sides_of(progress.plan, step)
    side = sides[min(progress.place.side, len(sides) - 1)]
    phrase = Phrase.THIS_ONE_SIDE if side else Phrase.THIS_ONE
    text = turn.wording(Phrase.THIS_FOR_A_CRAMP if turn.mode is Mode.CRAMP else phrase)
    numbers = turn.coach.words[CoachingPhrase.NUMBERS]
    values = {
        "{title}": step.stretch.title,
        "{side}": side or "",
        "{number}": numbers[list(steps).index(index)],
        "{count}": numbers[len(steps) - 1],
    }
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return Reply(text, is_aside=True)


def running_step(turn: Turn) -> tuple[int, Step] | None:
    """Return the current step with its index in the routine, or None if no routine is under way.

    In the opening, and where the person's group leaves the step out, it is the next one that the plan has;
    after the last step the last one.
    """
    progress = turn.progress
    if progress is None:
        return None
    steps = turn.coach.steps(progress.plan)
    index = next((each for each in steps if each >= progress.place.step), max(steps))
    return index, steps[index]
