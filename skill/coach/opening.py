"""The opening of a routine: what it is, what it needs, how long it takes, and what to be careful about."""

from skill.coach.phrasing import spoken_length
from skill.coach.planned import PlannedRoutine
from skill.coach.writer import BEFORE_NEXT, CueWriter
from skill.knowledge.phrases import CoachingPhrase
from skill.knowledge.stretches import Thing

_THINGS = {
    Thing.WALL: CoachingPhrase.WALL,
    Thing.COUNTER: CoachingPhrase.COUNTER,
    Thing.CHAIR: CoachingPhrase.CHAIR,
    Thing.TOWEL: CoachingPhrase.TOWEL,
    Thing.STOOL: CoachingPhrase.STOOL,
}
"""The phrase that names each thing."""


def say_opening(writer: CueWriter, planned: PlannedRoutine, length: float) -> None:
    """Say the opening. The caution and the things that are needed are said in the brief one as well.

    length: the seconds of the whole routine, which the opening tells.
    """
    routine, words = planned.routine, planned.words
    if routine.opening and not planned.is_brief:
        writer.say(routine.opening)
    _say_needs(writer, planned)
    if not planned.is_brief:
        writer.say(words[CoachingPhrase.LENGTH][0].replace("{length}", spoken_length(length, words)))
    writer.say(routine.caution)
    group_caution = routine.cautions.get(planned.plan.group or "")
    if group_caution:
        writer.say(group_caution)
    if not planned.is_brief:
        writer.say(words[CoachingPhrase.CAN_SAY][0])
    writer.pause(BEFORE_NEXT)


def _say_needs(writer: CueWriter, planned: PlannedRoutine) -> None:
    words = planned.words
    needs = dict.fromkeys(need for step in planned.steps.values() for need in step.needs)
    if needs:
        *others, last = (words[_THINGS[need]][0] for need in needs)
        things = f"{', '.join(others)} and {last}" if others else last
        writer.say(words[CoachingPhrase.NEEDS][0].replace("{things}", things))
