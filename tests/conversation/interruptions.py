"""A person who interrupts a routine at a given moment, and what should come of it.

What is being said is found in the speech itself, piece by piece; the coach is asked only which place in the
routine that is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from skill.coach.coach import Coach
from skill.coach.cue import Cue
from skill.coach.phrasing import spoken_length
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.session import read_session
from skill.simulator.device import Answer, Session
from skill.voice.speech import Pause, Piece
from skill.voice.timing import piece_seconds
from tests.household import Household, Person

ACUTE = "cramp-now"
THINKING = 30.0
"""Seconds that a pause lasts."""


@dataclass(frozen=True)
class Voice:
    """An Echo's voice, and how far away the skill is."""

    slowness: float = 1.0
    """How long words take, by how long they were planned to."""
    lag: float = 0.0
    """Seconds that are lost on the way."""
    answered_after: float = 1.0
    """Seconds from a question's end to its answer."""

    def seconds(self, speech: Iterable[Piece]) -> float:
        """How long it takes to say this."""
        return sum(self.piece_seconds(piece) for piece in speech)

    def piece_seconds(self, piece: Piece) -> float:
        """How long it takes to say this."""
        return piece_seconds(piece) * (1.0 if isinstance(piece, Pause) else self.slowness)


AS_PLANNED = Voice()


class Listener(Person):
    """Somebody who hears routines, and can be put back to the beginning of any part of one."""

    def __init__(self, household: Household, coach: Coach) -> None:
        super().__init__(household)
        self.coach = coach
        self._parts: dict[tuple[str, int, Voice], tuple[datetime, Session | None, Answer]] = {}

    def go_to(self, routine: str, part: int, voice: Voice = AS_PLANNED) -> Answer:
        """The beginning of a part of a routine, with yes to every question before it."""
        if (routine, part, voice) not in self._parts:
            if part == 0:
                self.device.end()
                answer = self.intend("StartRoutineIntent", routine=self.household.routine(routine))
            else:
                before = self.go_to(routine, part - 1, voice)
                self.hear(voice.seconds(before.speech) + voice.lag + voice.answered_after)
                answer = self.intend("AMAZON.NoIntent" if routine == ACUTE else "AMAZON.YesIntent")
            self._parts[routine, part, voice] = self.clock(), self.device.session, answer
        moment, session, answer = self._parts[routine, part, voice]
        self.clock.advance((moment - self.clock()).total_seconds())
        self.device.resume(session)
        return answer

    def moments(self, routine: str, count: int, voice: Voice = AS_PLANNED) -> Iterator[tuple[int, float]]:
        """So many moments of a routine before the questions: the part, and seconds from its beginning."""
        parts = self.coach.timeline(Plan(routine)).parts
        # The last part of that one is only for a cramp that has let go.
        parts = parts[:-1] if routine == ACUTE else parts
        lengths = [voice.seconds([cue.spoken for cue in part.cues[:-1]]) for part in parts]
        for number in range(count):
            at = sum(lengths) * (number + 0.5) / count
            for part, length in enumerate(lengths):
                if at < length:
                    yield part, at
                    break
                at -= length


def heard_in(answer: Answer, seconds: float, voice: Voice) -> int:
    """The number of the piece of speech that is heard after so many seconds."""
    for number, piece in enumerate(answer.speech):
        seconds -= voice.piece_seconds(piece)
        if seconds < 0:
            return number
    return len(answer.speech) - 1


@dataclass(frozen=True)
class Moment:
    """Somebody is interrupted."""

    plan: Plan
    part: int
    cue: Cue
    """What was being said."""
    seconds: float
    """Of the part, as it was spoken."""
    voice: Voice
    listener: Listener

    @property
    def place(self) -> Place:
        """Where they were."""
        return self.cue.place

    @property
    def coach(self) -> Coach:
        """The coach."""
        return self.listener.coach

    def say(self, intent: str, **slots: str) -> Answer:
        """What they say."""
        return self.listener.intend(intent, **slots)

    def coaching(self) -> Coaching:
        """What is under way now."""
        coaching = read_session(self.listener.device.attributes).coaching
        assert coaching is not None
        return coaching

    def begins_at(self) -> Place:
        """Where the reply begins that was given last."""
        now = self.coaching()
        part = self.coach.timeline(now.plan, now.start).parts[now.part]
        return part.cues[now.skipped].place

    def same_side(self, cues: tuple[Cue, ...]) -> list[Cue]:
        """Those on the same side of the same stretch."""
        here = (self.place.step, self.place.side)
        return [cue for cue in cues if (cue.place.step, cue.place.side) == here]

    @property
    def near(self) -> list[Place]:
        """The places of the cue that was being said, give or take one."""
        cues = self.coach.timeline(self.plan).parts[self.part].cues
        here = cues.index(self.cue)
        return [cue.place for cue in cues[max(here - 1, 0) : here + 2]]

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
    moment.listener.hear(THINKING)
    answer = moment.say("AMAZON.ResumeIntent")
    return _goes_on(moment, answer)


def _goes_on(moment: Moment, answer: Answer) -> str | None:
    """It begins where it was, or before; never after."""
    if not answer.session_open:
        return None if moment.place.step >= max(moment.coach.steps(moment.plan)) + 1 else "it ended"
    there = moment.begins_at()
    return f"it skipped to {there}" if there > moment.place else None


def _next(moment: Moment) -> str | None:
    answer = moment.say("AMAZON.NextIntent")
    # In the silence before a question the next stretch is what comes after it.
    wanted = moment.step(0 if moment.is_at_the_question else 1)
    if wanted is None:
        return "it did not end" if answer.session_open else None
    if not answer.session_open:
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
    answer = moment.say("AMAZON.RepeatIntent")
    cues = moment.coach.timeline(moment.plan).parts[moment.part].cues
    here = cues.index(moment.cue)
    # Give or take one cue; by another voice than was planned, on the same side of the same stretch.
    near = cues[max(here - 1, 0) : here + 2] if moment.voice.slowness == 1.0 else moment.same_side(cues)
    wanted = {_repeated(cues, cue) for cue in near}
    if any(answer.text.startswith(text.split("{")[0]) for text in wanted):
        return None
    return f"it said {answer.text[:40]!r}, not one of {wanted!r}"


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
    answer = moment.say("HowLongLeftIntent")
    parts = moment.coach.timeline(moment.plan).parts
    if moment.voice == AS_PLANNED:
        left = sum(part.seconds for part in parts[moment.part :]) - moment.seconds
    else:
        spoken = [cue.spoken for part in parts[moment.part :] for cue in part.cues]
        left = moment.voice.seconds(spoken) - moment.seconds
    words = moment.coach.words
    # What is rounded to halves of a minute may be rounded to the next one where the voice is not known.
    near = (0.0,) if moment.voice == AS_PLANNED else (-30.0, 0.0, 30.0)
    if any(spoken_length(left + more, words) in answer.text for more in near):
        return None
    return f"{left:.0f} s are left, and it said {answer.text}"


def _which(moment: Moment) -> str | None:
    answer = moment.say("WhichStretchIntent")
    steps = moment.coach.steps(moment.plan)
    titles = [steps[min(max(place.step, 0), max(steps))].stretch.title for place in moment.near]
    if any(title in answer.text for title in titles):
        return None
    return f"it is {titles}, and it said {answer.text}"


def _asked(moment: Moment) -> str | None:
    answer = moment.say("WhyThisIntent")
    if not answer.text.endswith("Shall we go on?"):
        return f"it said {answer.text}"
    moment.listener.hear(answer.seconds + 1)
    return _goes_on(moment, moment.say("AMAZON.YesIntent"))


def _continued(moment: Moment) -> str | None:
    """At the question it answers it, and before it carries on, give or take one cue."""
    answer = moment.say("AMAZON.ResumeIntent")
    if not answer.session_open:
        return _goes_on(moment, answer)
    there = moment.begins_at()
    return None if there <= max(moment.near) else f"it skipped to {there}"


def _wish(intent: str, **slots: str) -> Callable[[Moment], str | None]:
    def wish(moment: Moment) -> str | None:
        answer = moment.say(intent, **slots)
        return _goes_on(moment, answer)

    return wish


def _ends(intent: str) -> Callable[[Moment], str | None]:
    def ends(moment: Moment) -> str | None:
        answer = moment.say(intent)
        return f"it said {answer.text}" if answer.session_open or "?" in answer.text else None

    return ends


def _tried_next(moment: Moment) -> str | None:
    """What else helps in a cramp; when all was tried, the rule for stubborn cramps."""
    answer = moment.say("AMAZON.NextIntent")
    # The last is for a cramp that has let go.
    untried = moment.part + 2 < len(moment.coach.timeline(moment.plan).parts)
    if not untried:
        return None if "ten minutes" in answer.text and answer.session_open else f"it said {answer.text}"
    there = moment.begins_at()
    return None if there.step == moment.part + 1 else f"it went to {there}"


def _from_the_top(intent: str) -> Callable[[Moment], str | None]:
    def from_the_top(moment: Moment) -> str | None:
        answer = moment.say(intent)
        return None if answer.text.startswith("Straighten your leg") else f"it said {answer.text}"

    return from_the_top


def _comes_back(intent: str, **slots: str) -> Callable[[Moment], str | None]:
    def comes_back(moment: Moment) -> str | None:
        answer = moment.say(intent, **slots)
        if not answer.text.endswith("Is it easing?"):
            return f"it said {answer.text}"
        moment.listener.hear(answer.seconds + 1)
        return _goes_on(moment, moment.say("AMAZON.ResumeIntent"))

    return comes_back


COMMANDS: dict[str, Callable[[Moment], str | None]] = {
    "resume": _resumed,
    "continue": _continued,
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

_IN_A_CRAMP: dict[str, Callable[[Moment], str | None]] = {
    **COMMANDS,
    "next": _tried_next,
    "previous": _from_the_top("AMAZON.PreviousIntent"),
    "start over": _from_the_top("AMAZON.StartOverIntent"),
    "how long left": _comes_back("HowLongLeftIntent"),
    "why": _comes_back("WhyThisIntent"),
    "no towel": _comes_back("MissingThingIntent", thing="towel"),
    "hurts": _comes_back("ThatHurtsIntent"),
}


def commands_for(routine: str) -> dict[str, Callable[[Moment], str | None]]:
    """The commands, and what should come of them: in a cramp it comes back to whether it is easing."""
    return _IN_A_CRAMP if routine == ACUTE else COMMANDS


def interrupted(listener: Listener, routine: str, part: int, seconds: float, voice: Voice) -> Moment:
    """Somebody who is so many seconds into a part."""
    answer = listener.go_to(routine, part, voice)
    plan = Plan(routine)
    cue = listener.coach.timeline(plan).parts[part].cues[heard_in(answer, seconds, voice)]
    listener.hear(seconds + voice.lag)
    return Moment(plan, part, cue, seconds, voice, listener)


def resumed_at(listener: Listener, routine: str, part: int, seconds: float, voice: Voice) -> Place:
    """The place at which a routine goes on that is paused so many seconds into a part, and resumed."""
    moment = interrupted(listener, routine, part, seconds, voice)
    moment.say("AMAZON.PauseIntent")
    listener.hear(THINKING)
    answer = moment.say("AMAZON.ResumeIntent")
    # Nothing was left to be done.
    return moment.begins_at() if answer.session_open else moment.place


def faults(listener: Listener, routine: str, command: str, count: int, voice: Voice) -> list[str | None]:
    """What goes wrong when somebody says this, at each of so many moments of a routine, if anything does."""
    found = []
    for part, seconds in listener.moments(routine, count, voice):
        moment = interrupted(listener, routine, part, seconds, voice)
        fault = commands_for(routine)[command](moment)
        where = f"{routine}, part {part}, {seconds:.1f} s, {moment.place}, {command}"
        found.append(f"{where}: {fault}" if fault else None)
    return found
