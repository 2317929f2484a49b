"""On, back, again and away: the things that people say to a routine that is led."""

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
"""Seconds after which any part was heard to its end."""


def carry_on_leading(turn: Turn) -> Reply:
    """Go on with the next part after a part's question, else where the routine was interrupted."""
    coaching, progress = led(turn)
    # A yes answers the question. "Continue" may answer it, or come before it.
    answers = turn.intent is Intent.YES or progress.over
    if turn.session.asked in BETWEEN_PARTS and answers:
        return next_part(turn, coaching)
    return go_on(turn, coaching)


def skip_stretch(turn: Turn) -> Reply:
    """Leave the stretch that is running; after a part's question, go on."""
    coaching, progress = led(turn)
    if progress.over:
        return next_part(turn, coaching)
    if progress.is_opening:
        # The caution is said even if the opening is skipped.
        return lead_from(turn, coaching.plan, Place(0), caution_for(turn, coaching.plan))
    return lead_from(turn, coaching.plan, Place(progress.place.step + 1))


def other_side(turn: Turn) -> Reply:
    """Go to the other leg; if there is none, to the next stretch."""
    coaching, progress = led(turn)
    if progress.over:
        return next_part(turn, coaching)
    if progress.is_opening:
        return lead(turn, Coaching(coaching.plan))
    plan, place = coaching.plan, progress.place
    step = turn.coach.steps(plan).get(place.step)
    if step is not None and plan.side and step.stretch.sides is Sides.EACH:
        other = Side.LEFT if plan.side is Side.RIGHT else Side.RIGHT
        return lead_from(turn, replace(plan, side=other), Place(place.step))
    has_another = step is not None and len(sides_of(plan, step)) > 1
    there = Place(place.step, 1 - place.side) if has_another else Place(place.step + 1)
    return lead_from(turn, plan, there)


def start_over(turn: Turn) -> Reply:
    """Lead the routine again from its opening."""
    coaching, _ = led(turn)
    return lead(turn, Coaching(coaching.plan))


def previous_stretch(turn: Turn) -> Reply:
    """Go back to the stretch before; in the opening, begin again."""
    coaching, progress = led(turn)
    if progress.is_opening:
        return start_over(turn)
    return _lead_last(turn, coaching, progress.place.step - 1)


def repeat_stretch(turn: Turn) -> Reply:
    """Lead this stretch from its beginning; at a part's question it is the one that was just done."""
    coaching, progress = led(turn)
    if progress.is_opening:
        return start_over(turn)
    place = coaching.current_part(turn.coach).cues[-3].place if progress.over else progress.place
    return _lead_last(turn, coaching, place.step)


def repeat_cue(turn: Turn) -> Reply:
    """Say the cue again that was being heard, and go on from there; without a routine, the last reply."""
    coaching = turn.session.coaching
    if coaching is None:
        return repeat_reply(turn)
    cues = coaching.current_part(turn.coach).cues
    cue = heard_in(coaching, turn.coach).cue
    here = cues.index(cue)
    if cue.place.repetition:
        # The words that begin the hold or the set: nobody can be let into the middle of one.
        here = next(i for i, each in enumerate(cues) if each.text and each.place == cue.place)
    while here > 0 and not cues[here].text:
        here -= 1
    return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part, skipped=here))


def repeat_reply(turn: Turn) -> Reply:
    """Say the last reply again, with its question."""
    session = turn.session
    if not session.last and session.asked is None:
        return Reply(turn.wording(Phrase.NOTHING_TO_REPEAT), question=Question.TIP, insists=True)
    return Reply(session.last, question=session.asked, insists=True)


def pause(turn: Turn) -> Reply:
    """The routine waits. Without one the skill leaves."""
    if turn.session.coaching is None:
        turn.leave_routine()
        return Reply(turn.wording(Phrase.ON_HOLD))
    return Reply(turn.wording(Phrase.PAUSED), question=Question.RESUME, insists=True)


def not_ready(turn: Turn) -> Reply:
    """A no to a part's question: it was heard to its end, so the routine waits for the next part."""
    coaching, _ = led(turn)
    coaching.heard = _LONG_ENOUGH
    return pause(turn)


def finish(turn: Turn) -> Reply:
    """The answer to a routine's last question: it is over."""
    coaching, _ = led(turn)
    return end(turn, coaching.plan)


def not_enough(turn: Turn) -> Reply:
    """A no to "is that enough": the routine is over, and something else is offered."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.DECLINED), question=Question.MENU, insists=True)


def leave_off(turn: Turn) -> Reply:
    """A no to going on: the place is kept, and the session ends."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.LEFT_OFF))


def led(turn: Turn) -> tuple[Coaching, Progress]:
    """The routine that is led, and how far it was heard."""
    coaching = turn.session.coaching
    assert coaching is not None
    return coaching, led_progress(coaching, turn.coach)


def _lead_last(turn: Turn, coaching: Coaching, step: int) -> Reply:
    """Lead the last stretch that is not after a step; before the first, the first."""
    steps = list(turn.coach.steps(coaching.plan))
    before = [index for index in steps if index <= step]
    return lead_from(turn, coaching.plan, Place(before[-1] if before else steps[0]))
