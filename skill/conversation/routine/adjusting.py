"""Another pace, other holds, one leg, no towel: the routine goes on as somebody wants it."""

from collections.abc import Callable
from dataclasses import replace

from skill.coach.place import Place
from skill.coach.plan import LONGEST_HOLD, SHORTEST_HOLD, Detail, Pace, Plan, Side
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.leading import lead, lead_from
from skill.conversation.state.coaching import Coaching
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question

LONGER_BY = 10
"""Seconds that "longer" adds to every hold, and "shorter" takes off."""
PACES = {Intent.SLOWER: Pace.SLOW, Intent.FASTER: Pace.NORMAL}
PACE_PHRASES = {Pace.SLOW: Phrase.SLOWER, Pace.NORMAL: Phrase.FASTER}
_ONLY = {Side.RIGHT: Phrase.ONLY_RIGHT, Side.LEFT: Phrase.ONLY_LEFT}

Wish = tuple[Plan | None, Phrase]
"""The plan as it is wished for, or None when nothing can be changed; and the phrase for it."""


def adjust_pace(turn: Turn) -> Reply:
    """Another pace: it is remembered, and the routine goes on at it."""
    assert turn.intent is not None
    pace = PACES[turn.intent]
    progress = turn.progress
    if progress is None or turn.coach.routine(progress.plan).remembered:
        turn.person.pace = pace
    if progress is None:
        return Reply(turn.wording(Phrase.PACE_KEPT), question=Question.BEDTIME, insists=True, is_aside=True)
    return _go_on_as(turn, (replace(progress.plan, pace=pace), PACE_PHRASES[pace]))


def adjust(turn: Turn) -> Reply:
    """Another wish for the routine. It goes on at the repetition that was interrupted."""
    if turn.progress is None:
        return nothing_running(turn)
    assert turn.intent is not None
    return _go_on_as(turn, _WISHES[turn.intent](turn, turn.progress.plan))


def nothing_running(turn: Turn) -> Reply:
    """Something that means anything in the middle of a routine only."""
    return Reply(turn.wording(Phrase.NOTHING_RUNNING), question=Question.BEDTIME, insists=True, is_aside=True)


def cannot_reach(turn: Turn) -> Reply:
    """A stretch goes too far: say how much of it is enough, and go on with it from there."""
    progress = turn.progress
    if progress is None:
        return nothing_running(turn)
    plan, place, steps = progress.plan, progress.earliest, turn.coach.steps(progress.plan)
    step = steps.get(progress.place.step)
    if step is None:
        return lead_from(turn, plan, place)
    if not place.repetition or steps.get(place.step) != step:
        return lead_from(turn, plan, place, step.stretch.reach)
    there = Coaching(plan, place)
    cues = there.current_part(turn.coach).cues
    # They are in position: what is said about getting there would contradict it.
    starts = (step.stretch.start, step.stretch.again)
    begins = next((i for i, cue in enumerate(cues) if cue.text.endswith(starts)), 0)
    return lead(turn, replace(there, skipped=begins), step.stretch.reach)


def _go_on_as(turn: Turn, wish: Wish) -> Reply:
    progress = turn.progress
    assert progress is not None
    plan, phrase = wish
    said = turn.wording(phrase)
    if plan is None:
        return Reply(said, is_aside=True)
    if turn.playing:
        # What was played is led by voice from here on.
        said = f"{said} {turn.wording(Phrase.LED_INSTEAD)}"
    place, before = progress.earliest, progress.plan
    if (plan.side, plan.swaps) != (before.side, before.swaps):
        place = Place(place.step)
    return lead_from(turn, plan, place, said)


def _less_talk(_: Turn, plan: Plan) -> Wish:
    return replace(plan, detail=Detail.BRIEF), Phrase.LESS_TALK


def _more_talk(_: Turn, plan: Plan) -> Wish:
    return replace(plan, detail=Detail.FULL), Phrase.MORE_TALK


def _longer(turn: Turn, plan: Plan) -> Wish:
    return _timed(turn, plan, LONGER_BY, Phrase.LONGER)


def _shorter(turn: Turn, plan: Plan) -> Wish:
    return _timed(turn, plan, -LONGER_BY, Phrase.SHORTER)


def _timed(turn: Turn, plan: Plan, more: int, phrase: Phrase) -> Wish:
    seconds = turn.slot_id("seconds")
    if seconds is None:
        longer = min(max(plan.longer + more, SHORTEST_HOLD - LONGEST_HOLD), LONGEST_HOLD - SHORTEST_HOLD)
        return replace(plan, longer=longer), phrase
    if int(seconds) > LONGEST_HOLD:
        return replace(plan, hold=LONGEST_HOLD, longer=0), Phrase.LONGEST_HOLD
    return replace(plan, hold=max(int(seconds), SHORTEST_HOLD), longer=0), Phrase.COUNTED


def _one_side(turn: Turn, plan: Plan) -> Wish:
    side = turn.slot_id("side")
    if side is None:
        return None, Phrase.WHICH_SIDE
    if side not in list(Side):
        return replace(plan, side=None), Phrase.BOTH_SIDES
    return replace(plan, side=Side(side)), _ONLY[Side(side)]


def _without(turn: Turn, plan: Plan) -> Wish:
    thing = turn.slot_id("thing")
    needing = [step.stretch for step in turn.coach.steps(plan).values() if thing in step.needs]
    if thing is None or not needing:
        is_seated = not turn.coach.routine(plan).suits.isdisjoint(("older", "pregnant"))
        return None, Phrase.NO_CHAIR if thing == "chair" and is_seated else Phrase.NOT_NEEDED
    for stretch in needing:
        plan = plan.swapped(stretch.id, stretch.without)
    return plan, Phrase.WITHOUT_IT


_WISHES: dict[Intent, Callable[[Turn, Plan], Wish]] = {
    Intent.LESS_TALK: _less_talk,
    Intent.MORE_TALK: _more_talk,
    Intent.LONGER: _longer,
    Intent.SHORTER: _shorter,
    Intent.ONE_SIDE: _one_side,
    Intent.MISSING_THING: _without,
}
