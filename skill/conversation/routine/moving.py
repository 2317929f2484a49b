"""The handlers that move in a routine that is led, pause it, or end it."""

from dataclasses import replace

from skill.coach.place import Place
from skill.coach.plan import Side, sides_of
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.leading import caution_for, end, go_on, lead, lead_from, next_part
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.mode import BETWEEN_PARTS
from skill.conversation.state.progress import Progress, heard_in, led_progress
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.stretches import Sides

_LONG_ENOUGH = 3600.0
"""The seconds after which any part counts as heard to its end."""


def carry_on_leading(turn: Turn) -> Reply:
    """Lead the next part after the question of a part. Otherwise go on where the routine was interrupted."""
    coaching, progress = _led_routine(turn)
    # A yes answers the question of the part. "Continue" answers it only if it was heard.
    is_answer = turn.intent is Intent.YES or progress.over
    if turn.session.asked in BETWEEN_PARTS and is_answer:
        return next_part(turn, coaching)
    return go_on(turn, coaching)


def skip_stretch(turn: Turn) -> Reply:
    """Go on to the stretch after the current one. After the question of a part, lead the next part."""
    coaching, progress = _led_routine(turn)
    if progress.over:
        return next_part(turn, coaching)
    if progress.is_opening:
        # The caution is said even if the opening is skipped.
        return lead_from(turn, coaching.plan, Place(0), caution_for(turn, coaching.plan))
    return lead_from(turn, coaching.plan, Place(progress.place.step + 1))


def other_side(turn: Turn) -> Reply:
    """Go on to the other leg. For a stretch without sides, go on to the next stretch."""
    coaching, progress = _led_routine(turn)
    if progress.over:
        return next_part(turn, coaching)
    if progress.is_opening:
        return lead(turn, Coaching(coaching.plan))
    plan, place = coaching.plan, progress.place
    step = turn.coach.steps(plan).get(place.step)
    if step is not None and plan.side and step.stretch.sides is Sides.EACH:
        other_leg = Side.LEFT if plan.side is Side.RIGHT else Side.RIGHT
        return lead_from(turn, replace(plan, side=other_leg), Place(place.step))
    has_sides = step is not None and len(sides_of(plan, step)) > 1
    target = Place(place.step, 1 - place.side) if has_sides else Place(place.step + 1)
    return lead_from(turn, plan, target)


def start_over(turn: Turn) -> Reply:
    """Lead the routine from its opening again."""
    coaching, _ = _led_routine(turn)
    return lead(turn, Coaching(coaching.plan))


def previous_stretch(turn: Turn) -> Reply:
    """Go back to the stretch before the current one. In the opening, start over."""
    coaching, progress = _led_routine(turn)
    if progress.is_opening:
        return start_over(turn)
    return _lead_from_step(turn, coaching, progress.place.step - 1)


def repeat_stretch(turn: Turn) -> Reply:
    """Lead the current stretch from its beginning. At the question of a part, that is the one before it."""
    coaching, progress = _led_routine(turn)
    if progress.is_opening:
        return start_over(turn)
    # The last two cues of a part are the pause before the question, and the question.
    place = coaching.current_part(turn.coach).last_place if progress.over else progress.place
    return _lead_from_step(turn, coaching, place.step)


def repeat_cue(turn: Turn) -> Reply:
    """Lead again from the cue that was being heard. Without a routine, repeat the last reply."""
    coaching = turn.session.coaching
    if coaching is None:
        return repeat_reply(turn)
    cues = coaching.current_part(turn.coach).cues
    cue = heard_in(coaching, turn.coach).cue
    first = cues.index(cue)
    if cue.place.repetition:
        # A hold or a set cannot be entered half-way, so it is led again from the words that begin it.
        first = next(index for index, each in enumerate(cues) if each.text and each.place == cue.place)
    while first > 0 and not cues[first].text:
        first -= 1
    return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part, skipped=first))


def repeat_reply(turn: Turn) -> Reply:
    """Say the last reply again, with its question. Without one, say that nothing was said yet."""
    session = turn.session
    if not session.last and session.asked is None:
        return Reply(turn.wording(Phrase.NOTHING_TO_REPEAT), question=Question.TIP, insists=True)
    return Reply(session.last, question=session.asked, insists=True)


def pause(turn: Turn) -> Reply:
    """Pause the routine, and ask if it is to go on. Without one, end the session."""
    if turn.session.coaching is None:
        turn.leave_routine()
        return Reply(turn.wording(Phrase.ON_HOLD))
    return Reply(turn.wording(Phrase.PAUSED), question=Question.RESUME, insists=True)


def not_ready(turn: Turn) -> Reply:
    """Pause the routine after a no to the question of a part. The part counts as heard to its end."""
    coaching, _ = _led_routine(turn)
    coaching.heard = _LONG_ENOUGH
    return pause(turn)


def finish(turn: Turn) -> Reply:
    """End the routine, in answer to its last question."""
    coaching, _ = _led_routine(turn)
    return end(turn, coaching.plan)


def not_enough(turn: Turn) -> Reply:
    """Leave the routine after a no to "is that enough", and offer something else."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.DECLINED), question=Question.MENU, insists=True)


def leave_off(turn: Turn) -> Reply:
    """Leave the routine after a no to going on, and end the session. Memory keeps the place."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.LEFT_OFF))


def _led_routine(turn: Turn) -> tuple[Coaching, Progress]:
    """Return the routine that is led, and the progress in it."""
    coaching = turn.session.coaching
    assert coaching is not None
    return coaching, led_progress(coaching, turn.coach)


def _lead_from_step(turn: Turn, coaching: Coaching, step: int) -> Reply:
    """Lead from a step on. If the plan leaves it out, lead from the one before it, or else from the first."""
    steps = list(turn.coach.steps(coaching.plan))
    up_to_step = [index for index in steps if index <= step]
    return lead_from(turn, coaching.plan, Place(up_to_step[-1] if up_to_step else steps[0]))
