"""The questions about the routine that is under way: how long still, and which stretch."""

from skill.coach.phrasing import spoken_length
from skill.coach.plan import sides_of
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.adjusting import nothing_running
from skill.conversation.state.mode import Mode
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question
from skill.knowledge.routines import Step


def time_left(turn: Turn) -> Reply:
    """The time that the routine still takes."""
    progress = turn.progress
    if progress is None:
        return nothing_running(turn)
    length = spoken_length(progress.left, turn.coach.words)
    text = turn.wording(Phrase.LEFT).replace("{length}", length)
    return Reply(text, question=Question.RESUME, insists=True)


def which_stretch(turn: Turn) -> Reply:
    """The stretch that is running; in a routine also the side, and the number of stretches."""
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
    filled = {
        "{title}": step.stretch.title,
        "{side}": side or "",
        "{number}": numbers[list(steps).index(index)],
        "{count}": numbers[len(steps) - 1],
    }
    for name, value in filled.items():
        text = text.replace(name, value)
    return Reply(text, is_aside=True)


def running_step(turn: Turn) -> tuple[int, Step] | None:
    """The step that is running, with its index; before the first it is the first, after the last the last."""
    progress = turn.progress
    if progress is None:
        return None
    steps = turn.coach.steps(progress.plan)
    index = min(max(progress.place.step, min(steps)), max(steps))
    return index, steps[index]
