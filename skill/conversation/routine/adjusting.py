"""The handlers that change the routine under way: its pace, its holds, its legs, its stretches, its words."""

from collections.abc import Callable
from dataclasses import replace

from skill.coach.place import Place
from skill.coach.plan import LONGEST_HOLD, SHORTEST_HOLD, Detail, Pace, Plan, Side
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import GROUPS
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.leading import lead, lead_from
from skill.conversation.state.coaching import Coaching
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question

LONGER_BY = 10
"""The seconds that "longer" adds to every hold, and that "shorter" takes off."""
PACES = {Intent.SLOWER: Pace.SLOW, Intent.FASTER: Pace.NORMAL}
"""Intent to the pace that it asks for."""
PACE_PHRASES = {Pace.SLOW: Phrase.SLOWER, Pace.NORMAL: Phrase.FASTER}
"""Pace to the phrase that confirms it."""
_ONLY = {Side.RIGHT: Phrase.ONLY_RIGHT, Side.LEFT: Phrase.ONLY_LEFT}
"""Leg to the phrase that confirms that only this one is stretched."""

Wish = tuple[Plan | None, Phrase]
"""The plan that was asked for, or None if nothing changes, and the phrase that answers the wish."""


def adjust_pace(turn: Turn) -> Reply:
    """Lead on at another pace, and keep it for the next routines. Without a routine, only keep it."""
    assert turn.intent is not None
    pace = PACES[turn.intent]
    progress = turn.progress
    if progress is None or turn.coach.routine(progress.plan).remembered:
        turn.person.pace = pace
    if progress is None:
        return Reply(turn.wording(Phrase.PACE_KEPT), question=Question.BEDTIME, insists=True, is_aside=True)
    return _go_on_as(turn, (replace(progress.plan, pace=pace), PACE_PHRASES[pace]))


def adjust(turn: Turn) -> Reply:
    """Change the routine as the intent asks, and go on at the repetition that was interrupted."""
    if turn.progress is None:
        return nothing_running(turn)
    assert turn.intent is not None
    return _go_on_as(turn, _WISHES[turn.intent](turn, turn.progress.plan))


def nothing_running(turn: Turn) -> Reply:
    """Say that no stretch is being done, in answer to words that are about one."""
    return Reply(turn.wording(Phrase.NOTHING_RUNNING), question=Question.BEDTIME, insists=True, is_aside=True)


def cannot_reach(turn: Turn) -> Reply:
    """Say how to do a stretch that goes too far, and go on with it.

    A stretch in which a hold has begun goes on with the words that begin a hold. Otherwise the way into
    position is explained again.
    """
    progress = turn.progress
    if progress is None:
        return nothing_running(turn)
    plan, place, steps = progress.plan, progress.earliest, turn.coach.steps(progress.plan)
    step = steps.get(progress.place.step)
    if step is None:
        return lead_from(turn, plan, place)
    if not place.repetition or steps.get(place.step) != step:
        return lead_from(turn, plan, place, step.stretch.reach)
    coaching = Coaching(plan, place)
    cues = coaching.current_part(turn.coach).cues
    # The person is in position, so the words that lead into it would contradict the ones about reaching.
    starts = (step.stretch.start, step.stretch.again)
    skipped = next((index for index, cue in enumerate(cues) if cue.text.endswith(starts)), 0)
    return lead(turn, replace(coaching, skipped=skipped), step.stretch.reach)


def _go_on_as(turn: Turn, wish: Wish) -> Reply:
    """Lead what is left of the routine by the changed plan, after the phrase that answers the wish."""
    progress = turn.progress
    assert progress is not None
    plan, phrase = wish
    preface = turn.wording(phrase)
    if plan is None:
        return Reply(preface, is_aside=True)
    if turn.playing:
        # Tracks play one plan only, so a changed one is led by voice.
        preface = f"{preface} {turn.wording(Phrase.LED_INSTEAD)}"
    place, old_plan = progress.earliest, progress.plan
    if (plan.side, plan.swaps) != (old_plan.side, old_plan.swaps):
        # The step begins again, since its sides or its stretch are other ones now.
        place = Place(place.step)
    return lead_from(turn, plan, place, preface)


def _less_talk(_: Turn, plan: Plan) -> Wish:
    return replace(plan, detail=Detail.BRIEF), Phrase.LESS_TALK


def _more_talk(_: Turn, plan: Plan) -> Wish:
    return replace(plan, detail=Detail.FULL), Phrase.MORE_TALK


def _longer(turn: Turn, plan: Plan) -> Wish:
    return _timed(turn, plan, LONGER_BY, Phrase.LONGER)


def _shorter(turn: Turn, plan: Plan) -> Wish:
    return _timed(turn, plan, -LONGER_BY, Phrase.SHORTER)


def _timed(turn: Turn, plan: Plan, change: int, phrase: Phrase) -> Wish:
    """Return the plan with holds of the seconds that were said, or with holds changed by `change` seconds."""
    seconds = turn.slot_id("seconds")
    if seconds is None:
        longer = min(max(plan.longer + change, SHORTEST_HOLD - LONGEST_HOLD), LONGEST_HOLD - SHORTEST_HOLD)
        return replace(plan, longer=longer), phrase
    if int(seconds) > LONGEST_HOLD:
        return replace(plan, hold=LONGEST_HOLD, longer=0), Phrase.LONGEST_HOLD
    return replace(plan, hold=max(int(seconds), SHORTEST_HOLD), longer=0), Phrase.COUNTED


def _one_side(turn: Turn, plan: Plan) -> Wish:
    """Return the plan for the leg that was said, or for both legs."""
    side = turn.slot_id("side")
    if side is None:
        return None, Phrase.WHICH_SIDE
    if side not in list(Side):
        return replace(plan, side=None), Phrase.BOTH_SIDES
    return replace(plan, side=Side(side)), _ONLY[Side(side)]


def _without(turn: Turn, plan: Plan) -> Wish:
    """Return the plan with other stretches, or none, in place of those that need the missing thing."""
    thing = turn.slot_id("thing")
    needing = [step.stretch for step in turn.coach.steps(plan).values() if thing in step.needs]
    if thing is None or not needing:
        is_seated = not turn.coach.routine(plan).suits.isdisjoint(GROUPS)
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
