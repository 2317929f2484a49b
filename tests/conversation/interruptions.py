"""A person who interrupts a routine at a given moment, and what should come of it.

What is being said is found in the speech itself, piece by piece; the coach is asked only which place in the
routine that is.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from skill.coach.coach import Coach
from skill.coach.cue import Cue
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.coach.script import spoken_length
from skill.conversation.coaching import Coaching, read_coaching
from skill.simulator.clock import Clock
from skill.simulator.device import Device, Turn
from skill.voice.speech import Pause
from skill.voice.timing import piece_seconds

ACUTE = "cramp-now"
THINKING = 30.0
"""Seconds that a pause lasts."""


@dataclass
class Listener:
    """Somebody with an Echo whose clock is in our hands."""

    device: Device
    clock: Clock
    coach: Coach
    _parts: dict[tuple[str, int], tuple[Any, Any, Turn]] = field(default_factory=dict)

    def go_to(self, routine: str, part: int) -> Turn:
        """The beginning of a part of a routine, with yes to every question before it."""
        if (routine, part) not in self._parts:
            if part == 0:
                self.device.end()
                turn = self.device.intent("StartRoutineIntent", {"routine": self._name(routine)})
            else:
                before = self.go_to(routine, part - 1)
                self.clock.advance(before.seconds + 1)
                answer = "AMAZON.NoIntent" if routine == ACUTE else "AMAZON.YesIntent"
                turn = self.device.intent(answer)
            self._parts[routine, part] = self.clock(), copy.deepcopy(self.device._session), turn
        moment, session, turn = self._parts[routine, part]
        self.clock.advance((moment - self.clock()).total_seconds())
        self.device._session = copy.deepcopy(session)
        return turn

    def moments(self, routine: str, count: int, slowness: float = 1.0) -> Iterator[tuple[int, float]]:
        """So many moments of a routine before the questions: the part, and seconds from its beginning."""
        parts = self.coach.timeline(Plan(routine)).parts
        # The last part of that one is only for a cramp that has let go.
        parts = parts[:-1] if routine == ACUTE else parts
        lengths = [_length(part.cues[:-1], slowness) for part in parts]
        for number in range(count):
            at = sum(lengths) * (number + 0.5) / count
            for part, length in enumerate(lengths):
                if at < length:
                    yield part, at
                    break
                at -= length

    def _name(self, routine: str) -> str:
        values = self.device._hearing.model.types["Routine"]
        return next(value.name for value in values if value.id == routine)


def _length(cues: tuple[Cue, ...], slowness: float) -> float:
    return sum(cue.seconds * (slowness if cue.text else 1.0) for cue in cues)


def heard_in(turn: Turn, seconds: float, slowness: float) -> int:
    """The number of the piece of speech that is heard after so many seconds."""
    for number, piece in enumerate(turn.speech):
        seconds -= piece_seconds(piece) * (1.0 if isinstance(piece, Pause) else slowness)
        if seconds < 0:
            return number
    return len(turn.speech) - 1


@dataclass(frozen=True)
class Moment:
    """Somebody is interrupted."""

    plan: Plan
    part: int
    cue: Cue
    """What was being said."""
    seconds: float
    """Of the part, if the voice is as planned."""
    listener: Listener

    @property
    def place(self) -> Place:
        """Where they were."""
        return self.cue.place

    @property
    def coach(self) -> Coach:
        """The coach."""
        return self.listener.coach

    def say(self, intent: str, **slots: str) -> Turn:
        """What they say."""
        return self.listener.device.intent(intent, slots)

    def coaching(self) -> Coaching:
        """What is under way now."""
        coaching = read_coaching(self.listener.device.attributes.get("coaching"))
        assert coaching is not None
        return coaching

    def begins_at(self) -> Place:
        """Where the reply begins that was given last."""
        now = self.coaching()
        part = self.coach.timeline(now.plan, now.start).parts[now.part]
        return part.cues[now.skipped].place

    @property
    def is_at_the_question(self) -> bool:
        """Whether only the part's question was left to be said."""
        return self.cue in self.coach.timeline(self.plan).parts[self.part].cues[-2:]

    def step(self, by: int) -> int | None:
        """The step that is so many after this one."""
        steps = list(self.coach.steps(self.plan))
        here = sum(step < self.place.step for step in steps) if self.place != OPENING else -1
        return steps[here + by] if 0 <= here + by < len(steps) else None


def _resumed(moment: Moment) -> str | None:
    moment.say("AMAZON.PauseIntent")
    moment.listener.clock.advance(THINKING)
    turn = moment.say("AMAZON.ResumeIntent")
    return _goes_on(moment, turn)


def _goes_on(moment: Moment, turn: Turn) -> str | None:
    """It begins where it was, or before; never after."""
    if not turn.session_open:
        return None if moment.place.step >= max(moment.coach.steps(moment.plan)) + 1 else "it ended"
    there = moment.begins_at()
    return f"it skipped to {there}" if there > moment.place else None


def _next(moment: Moment) -> str | None:
    turn = moment.say("AMAZON.NextIntent")
    # In the silence before a question the next stretch is what comes after it.
    wanted = moment.step(0 if moment.is_at_the_question else 1)
    if wanted is None:
        return "it did not end" if turn.session_open else None
    if not turn.session_open:
        return "it ended"
    there = moment.begins_at()
    return None if there.step == wanted else f"it went to {there}"


def _previous(moment: Moment) -> str | None:
    moment.say("AMAZON.PreviousIntent")
    there = moment.begins_at()
    if moment.place == OPENING:
        return None if there == OPENING else f"it went to {there}"
    return None if there.step == (moment.step(-1) or 0) else f"it went to {there}"


def _repeat(moment: Moment) -> str | None:
    turn = moment.say("AMAZON.RepeatIntent")
    cues = moment.coach.timeline(moment.plan).parts[moment.part].cues
    here = cues.index(moment.cue)
    # Give or take one cue.
    wanted = [_repeated(cues, cue) for cue in cues[max(here - 1, 0) : here + 2]]
    if any(turn.text.startswith(text.split("{")[0]) for text in wanted):
        return None
    return f"it said {turn.text[:40]!r}, not one of {wanted!r}"


def _repeated(cues: tuple[Cue, ...], cue: Cue) -> str:
    """What is said again of a cue: the words that began the repetition, else the last ones before."""
    if cue.place.repetition:
        return next(each.text for each in cues if each.text and each.place == cue.place)
    return [each.text for each in cues[: cues.index(cue) + 1] if each.text][-1]


def _repeat_stretch(moment: Moment) -> str | None:
    moment.say("RepeatStretchIntent")
    there = moment.begins_at()
    if moment.place == OPENING:
        return None if there == OPENING else f"it went to {there}"
    wanted = moment.step(-1 if moment.is_at_the_question else 0)
    wanted = moment.step(-1) if wanted is None else wanted
    return None if there.step == wanted else f"it went to {there}"


def _start_over(moment: Moment) -> str | None:
    moment.say("AMAZON.StartOverIntent")
    return None if moment.begins_at() == OPENING else f"it began at {moment.begins_at()}"


def _left(moment: Moment) -> str | None:
    turn = moment.say("HowLongLeftIntent")
    parts = moment.coach.timeline(moment.plan).parts
    left = sum(part.seconds for part in parts[moment.part :]) - moment.seconds
    words = moment.coach.words
    return (
        None if spoken_length(left, words) in turn.text else f"{left:.0f} s are left, and it said {turn.text}"
    )


def _which(moment: Moment) -> str | None:
    turn = moment.say("WhichStretchIntent")
    steps = moment.coach.steps(moment.plan)
    cues = moment.coach.timeline(moment.plan).parts[moment.part].cues
    here = cues.index(moment.cue)
    # Give or take one cue.
    places = [cue.place for cue in cues[max(here - 1, 0) : here + 2]]
    titles = [steps[min(max(place.step, 0), max(steps))].stretch.title for place in places]
    if any(title in turn.text for title in titles):
        return None
    return f"it is {titles}, and it said {turn.text}"


def _asked(moment: Moment) -> str | None:
    turn = moment.say("WhyThisIntent")
    if not turn.text.endswith("Shall we go on?"):
        return f"it said {turn.text}"
    moment.listener.clock.advance(turn.seconds + 1)
    return _goes_on(moment, moment.say("AMAZON.YesIntent"))


def _wish(intent: str, **slots: str) -> Callable[[Moment], str | None]:
    def wish(moment: Moment) -> str | None:
        turn = moment.say(intent, **slots)
        return _goes_on(moment, turn)

    return wish


def _ends(intent: str) -> Callable[[Moment], str | None]:
    def ends(moment: Moment) -> str | None:
        turn = moment.say(intent)
        return f"it said {turn.text}" if turn.session_open or "?" in turn.text else None

    return ends


COMMANDS: dict[str, Callable[[Moment], str | None]] = {
    "resume": _resumed,
    "next": _next,
    "previous": _previous,
    "repeat": _repeat,
    "repeat stretch": _repeat_stretch,
    "start over": _start_over,
    "how long left": _left,
    "which one": _which,
    "why": _asked,
    "slower": _wish("SlowerIntent"),
    "longer": _wish("LongerIntent"),
    "count thirty": _wish("LongerIntent", seconds="thirty"),
    "shorter": _wish("ShorterIntent"),
    "less talk": _wish("LessTalkIntent"),
    "left leg": _wish("OneSideIntent", side="left leg"),
    "no towel": _wish("MissingThingIntent", thing="towel"),
    "cannot reach": _wish("CannotReachIntent"),
    "stop": _ends("AMAZON.StopIntent"),
    "hurts": _ends("ThatHurtsIntent"),
}
"""What is said, and what is wrong with what comes of it, if anything."""

IN_A_CRAMP = ("repeat", "slower", "longer", "stop")
"""In a cramp everything else comes back to whether it is easing."""


def fault_after(
    listener: Listener,
    routine: str,
    part: int,
    seconds: float,
    command: str,
    slowness: float = 1.0,
    lag: float = 0.0,
) -> str | None:
    """What goes wrong when somebody says this so many seconds into a part, if anything does.

    slowness: how long words take, by how long they were planned to; lag: seconds lost on the way.
    """
    turn = listener.go_to(routine, part)
    plan = Plan(routine)
    cues = listener.coach.timeline(plan).parts[part].cues
    cue = cues[heard_in(turn, seconds, slowness)]
    listener.clock.advance(seconds + lag)
    fault = COMMANDS[command](Moment(plan, part, cue, seconds, listener))
    return f"{routine}, part {part}, {seconds:.1f} s, {cue.place}, {command}: {fault}" if fault else None
