"""What is said in a routine, and when: a plan written out as cues, in blocks that stay together."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle

from skill.coach.cue import Cue, Hold
from skill.coach.place import OPENING, Place
from skill.coach.plan import Detail, Pace, Plan, Side, sides_of
from skill.knowledge.phrases import CoachingPhrase, Phrases, Question
from skill.knowledge.routines import Mood, Routine, Step
from skill.knowledge.stretches import Kind, Thing
from skill.voice.limits import MAX_BREAK_SECONDS
from skill.voice.speech import Pause, words_in

CALM_RATE = 0.9
SLOW_RATE = 0.85
"""The voice's rate for bed, and for a slow pace: both together where both are wanted."""
SLOW_MOVES = 1.5
"""How much longer somebody slow takes to move."""
COUNTED = 3
"""Seconds at the end of a hold that are counted aloud."""
HALF_WAY_FROM = 20
"""Seconds of a hold or a set from which its half is announced."""
MAX_SILENCE = 9.0
"""Seconds without a word, inside a hold or a set. Ten make people think that it has crashed."""
LED_FROM = 3.0
"""Seconds of a repetition from which the first one is led aloud; below, none is."""
ALL_LED_FROM = 5.0
"""Seconds of a repetition from which every one is led aloud."""
TO_DECIDE = 1.5
"""Seconds in which somebody may leave a stretch out."""
BETWEEN_LINES = 0.25
"""Seconds between two lines that follow each other."""
BEFORE_NEXT = 1.2
"""Seconds between the end of one thing and the name of the next."""
_BREATHS = {
    Mood.CALM: CoachingPhrase.BREATHE_CALM,
    Mood.BRISK: CoachingPhrase.BREATHE_BRISK,
    Mood.ACUTE: CoachingPhrase.BREATHE_ACUTE,
}
_THINGS = {
    Thing.WALL: CoachingPhrase.WALL,
    Thing.COUNTER: CoachingPhrase.COUNTER,
    Thing.CHAIR: CoachingPhrase.CHAIR,
    Thing.TOWEL: CoachingPhrase.TOWEL,
    Thing.STOOL: CoachingPhrase.STOOL,
}
_LEGS = {Side.RIGHT: CoachingPhrase.RIGHT, Side.LEFT: CoachingPhrase.LEFT}
SPOKEN_NUMBER = "nine one one"
"""What stands for {emergency} when its length is estimated."""

Lengths = Callable[[str, float], float]
"""How long words take, in seconds, that are said at this rate."""


@dataclass(frozen=True)
class Block:
    """Cues that belong into one reply: a stretch, or one side of it."""

    cues: tuple[Cue, ...]
    place: Place
    """Its first."""
    ask: Question | None
    """The question that the block before it ends with where a reply ends there, if not the usual one."""

    @property
    def seconds(self) -> float:
        """Its length."""
        return sum(cue.seconds for cue in self.cues)


def write_script(
    routine: Routine,
    steps: dict[int, Step],
    plan: Plan,
    words: dict[CoachingPhrase, tuple[str, ...]],
    lengths: Lengths,
    start: Place,
    length: float,
) -> list[Block]:
    """The blocks of a plan, from a place on: from OPENING with what is said before everything.

    words: what is said besides the stretches' own words; length: seconds of all of it, as the opening says.
    """
    return list(_Script(routine, steps, plan, words, lengths).blocks(start, length))


def question_cues(routine: Routine, plan: Plan, phrases: Phrases, lengths: Lengths) -> dict[Question, Cue]:
    """Every question that a part may end with, in the routine's voice."""
    w = _Script(routine, {}, plan, phrases.coaching, lengths)._writer(Place(len(routine.steps)))
    for prompt in phrases.questions.values():
        w.say(prompt.ask[0])
    return dict(zip(phrases.questions, (cue for cue in w.cues if cue.text), strict=True))


@dataclass
class _Writer:
    """Cues, one after the other, with the voice in which they are spoken."""

    rate: float
    soft: bool
    lengths: Lengths
    place: Place
    cues: list[Cue] = field(default_factory=list)
    hold: Hold | None = None
    at: float = 0.0
    """Seconds since the hold or the set began."""

    def length(self, text: str, rate: float | None = None) -> float:
        spoken = text.replace("{emergency}", SPOKEN_NUMBER)
        return round(self.lengths(spoken, rate or self.rate), 2)

    def say(self, text: str, rate: float | None = None) -> float:
        if self.cues and self.cues[-1].text:
            self.pause(BETWEEN_LINES)
        seconds = self.length(text, rate)
        self.cues.append(Cue(text, seconds, rate or self.rate, self.soft, self.place, self.hold))
        self.at += seconds
        return seconds

    def pause(self, seconds: float) -> None:
        seconds = round(min(seconds, MAX_BREAK_SECONDS), 2)
        if seconds > 0:
            self.cues.append(Cue("", seconds, self.rate, self.soft, self.place, self.hold))
            self.at += seconds

    def until(self, at: float) -> None:
        """Pause until this many seconds after the beginning of the hold or the set."""
        self.pause(at - self.at)


class _Script:
    def __init__(
        self,
        routine: Routine,
        steps: dict[int, Step],
        plan: Plan,
        words: dict[CoachingPhrase, tuple[str, ...]],
        lengths: Lengths,
    ) -> None:
        self._routine = routine
        self._steps = steps
        self._plan = plan
        self._words = words
        self._lengths = lengths
        self._brief = plan.detail is Detail.BRIEF
        self._slow = plan.pace is Pace.SLOW
        calm = routine.mood is Mood.CALM
        self._rate = round((CALM_RATE if calm else 1.0) * (SLOW_RATE if self._slow else 1.0), 2)
        self._soft = calm
        self._breaths = cycle(self._words[_BREATHS[routine.mood]])

    def blocks(self, start: Place, length: float) -> Iterator[Block]:
        body = list(self._body(start))
        if start <= OPENING and self._routine.mood is not Mood.ACUTE:
            opening = self._opening(length)
            body[0] = Block((*opening, *body[0].cues), OPENING, None)
        yield from body

    def _body(self, start: Place) -> Iterator[Block]:
        left = [index for index in self._steps if index >= start.step]
        ask = None
        for index in left:
            step = self._steps[index]
            sides = sides_of(self._plan, step)
            here = start if index == start.step else Place(index)
            begins = min(here.side, len(sides) - 1)
            for number in range(begins, len(sides)):
                began = here if number == here.side else Place(index, number)
                w = self._writer(began)
                self._get_ready(
                    w, step, sides[number], resumed=began is start and start > Place(index), began=began
                )
                if step.stretch.kind is Kind.HOLD:
                    self._holds(w, step, sides[number], began)
                else:
                    self._set(w, step, began)
                if index == left[-1] and number == len(sides) - 1:
                    self._close(w)
                yield Block(tuple(w.cues), began, ask if number == begins else None)
                ask = None
            ask = step.ask
        if not left:
            w = self._writer(Place(len(self._routine.steps)))
            self._close(w)
            yield Block(tuple(w.cues), w.place, None)

    def _writer(self, place: Place) -> _Writer:
        return _Writer(self._rate, self._soft, self._lengths, place)

    def _opening(self, length: float) -> list[Cue]:
        w = self._writer(OPENING)
        if self._routine.opening and not self._brief:
            w.say(self._routine.opening)
        needs = dict.fromkeys(need for step in self._steps.values() for need in step.needs)
        if needs:
            *others, last = (self._words[_THINGS[need]][0] for need in needs)
            things = f"{', '.join(others)} and {last}" if others else last
            w.say(self._words[CoachingPhrase.NEEDS][0].replace("{things}", things))
        caution = self._routine.caution
        more = self._routine.cautions.get(self._plan.group or "")
        if not self._brief:
            said = self._words[CoachingPhrase.LENGTH][0].replace(
                "{length}", spoken_length(length, self._words)
            )
            w.say(said)
        w.say(caution)
        if more:
            w.say(more)
        if not self._brief:
            w.say(self._words[CoachingPhrase.CAN_SAY][0])
        w.pause(BEFORE_NEXT)
        return w.cues

    def _get_ready(self, w: _Writer, step: Step, side: Side | None, *, resumed: bool, began: Place) -> None:
        """The name of the stretch, and into position, with the time that it takes."""
        stretch = step.stretch
        acute = self._routine.mood is Mood.ACUTE
        other_leg = began.side > 0 and not resumed
        w.place = began if resumed else Place(began.step, began.side)
        if acute and began.step == 0 and not resumed:
            # Nothing before the thing to do; what would make it dangerous comes right after.
            w.say(filled(stretch.setup, step, side, self._words))
            w.say(self._routine.caution)
            return
        if began.step != next(iter(self._steps)) or began.side:
            w.pause(BEFORE_NEXT)
        if other_leg or (resumed and began == Place(began.step, 1)):
            phrase = CoachingPhrase.ON_OTHER_LEG if resumed else CoachingPhrase.OTHER_LEG
            words = self._words[phrase][0].replace("{title}", stretch.title)
            w.say(f"{words} {filled(stretch.brief, step, side, self._words)}")
            self._move(w, stretch.move, 0)
            return
        name = self._announcement(began.step, resumed).replace("{title}", stretch.title)
        w.say(name[0].upper() + name[1:])
        if stretch.before and not self._brief:
            w.say(stretch.before)
        if stretch.leave_out and not self._brief and not resumed:
            w.say(f"{stretch.leave_out} {self._words[CoachingPhrase.LEAVE_OUT_HOW][0]}")
            w.pause(TO_DECIDE)
        for piece in step.first:
            if isinstance(piece, Pause):
                self._move(w, piece.seconds, 0)
            else:
                w.say(words_in(piece))
        w.say(filled(stretch.brief if self._brief else stretch.setup, step, side, self._words))
        said = w.say(stretch.safety) if stretch.safety and not self._brief else 0
        self._move(w, stretch.move, said)

    def _announcement(self, index: int, resumed: bool) -> str:
        indexes = list(self._steps)
        if resumed:
            return self._words[CoachingPhrase.BACK_TO][0]
        if index == indexes[0]:
            return self._words[CoachingPhrase.FIRST][0] if len(indexes) > 1 else "{title}."
        return self._words[CoachingPhrase.LAST if index == indexes[-1] else CoachingPhrase.NEXT][0]

    def _move(self, w: _Writer, seconds: float, said: float) -> None:
        """Time to move, of which some went by with words."""
        wanted = seconds * (SLOW_MOVES if self._slow else 1.0)
        w.pause(max(wanted - said, min(wanted, 2.0)))

    def _holds(self, w: _Writer, step: Step, side: Side | None, began: Place) -> None:
        stretch = step.stretch
        first = max(began.repetition, 1)
        for repetition in range(first, step.repetitions + 1):
            w.place = Place(began.step, began.side, repetition)
            words = filled(stretch.start if repetition == first else stretch.again, step, side, self._words)
            if repetition > 1 and not self._brief:
                words = f"{self._time(repetition, step.repetitions)} {words}"
            if repetition > first:
                rest = step.rest * (SLOW_MOVES if self._slow and step.rest < 8 else 1.0)
                w.pause(max(rest - w.length(words), 1.0))
            w.say(words)
            w.hold = Hold(stretch.id, side, repetition, step.seconds)
            w.at = 0.0
            self._hold(w, step.seconds)
            w.hold = None
            w.say(filled(stretch.release, step, side, self._words))

    def _hold(self, w: _Writer, seconds: float) -> None:
        """What is said inside of a hold: a breath, its half, its last three seconds."""
        counting = seconds - COUNTED
        half = [(seconds / 2, self._words[CoachingPhrase.HALF_WAY][0])] if seconds >= HALF_WAY_FROM else []
        for at, text in _filled_up(half, counting, self._breaths):
            w.until(at)
            w.say(text)
        for number, text in enumerate(self._words[CoachingPhrase.COUNT]):
            w.until(counting + number)
            # Not slowed: it is the clock.
            w.say(text, 1.0)
        w.until(seconds)

    def _time(self, repetition: int, repetitions: int) -> str:
        return (
            self._words[CoachingPhrase.LAST_TIME][0]
            if repetition == repetitions
            else self._words[CoachingPhrase.TIMES][repetition - 2]
        )

    def _set(self, w: _Writer, step: Step, began: Place) -> None:
        stretch = step.stretch
        w.place = Place(began.step, began.side, 1)
        w.say(stretch.start)
        w.at = 0.0
        seconds = step.seconds * step.repetitions
        if stretch.lead and step.seconds >= ALL_LED_FROM:
            for repetition in range(step.repetitions):
                last = repetition == step.repetitions - 1
                self._lead(
                    w,
                    step,
                    repetition * step.seconds,
                    self._words[CoachingPhrase.LAST_ONE][0] if last else "",
                )
        else:
            led = 0.0
            if stretch.lead and step.seconds >= LED_FROM:
                self._lead(w, step, 0.0, "")
                led = step.seconds
            half = [(seconds / 2, stretch.half)] if stretch.half and seconds >= HALF_WAY_FROM else []
            nearly = (
                [(seconds - 5, self._words[CoachingPhrase.NEARLY][0])] if seconds >= HALF_WAY_FROM * 2 else []
            )
            for at, text in _filled_up([*half, *nearly], seconds, cycle(stretch.during), led):
                w.until(at)
                w.say(text)
        w.until(seconds)
        w.say(stretch.release)

    def _lead(self, w: _Writer, step: Step, begins: float, before: str) -> None:
        """One repetition aloud, at the step's tempo."""
        lead = step.stretch.lead
        whole = sum(piece.seconds for piece in lead if isinstance(piece, Pause))
        at = begins
        for piece in lead:
            if isinstance(piece, Pause):
                at += piece.seconds * step.seconds / whole
            else:
                w.until(at)
                w.say(f"{before} {words_in(piece)}".strip())
                before = ""

    def _close(self, w: _Writer) -> None:
        w.place = Place(len(self._routine.steps))
        w.pause(BEFORE_NEXT)
        w.say(self._routine.closing)


def spoken_length(seconds: float, words: dict[CoachingPhrase, tuple[str, ...]]) -> str:
    """A length of time as people say it: in halves of a minute below four minutes, then in minutes."""
    halves = round(seconds / 30)
    if halves < 1:
        return words[CoachingPhrase.MOMENTS][0]
    if halves % 2 and halves < 8:
        return words[CoachingPhrase.HALF_MINUTES][halves // 2]
    minutes = words[CoachingPhrase.MINUTES]
    return minutes[min(max(round(seconds / 60), 1), len(minutes)) - 1]


def filled(text: str, step: Step, side: Side | None, words: dict[CoachingPhrase, tuple[str, ...]]) -> str:
    """The text with the leg and the support named."""
    if side is not None:
        leg = words[_LEGS[side]][0]
        other = words[_LEGS[Side.LEFT if side is Side.RIGHT else Side.RIGHT]][0]
        text = text.replace("{side}", leg).replace("{Side}", leg.capitalize()).replace("{other}", other)
    return text.replace("{support}", step.support or "the wall")


def _filled_up(
    marks: Iterable[tuple[float, str]], end: float, fillers: Iterator[str], begin: float = 0.0
) -> list[tuple[float, str]]:
    """The marks (seconds, words), with fillers evenly between them wherever it would be silent too long."""
    lines: list[tuple[float, str]] = []
    before = begin
    for at, text in [*marks, (end, "")]:
        gaps = next(n for n in count(1) if (at - before) / n <= MAX_SILENCE)
        lines += [(before + (at - before) * n / gaps, next(fillers)) for n in range(1, gaps)]
        if text:
            lines.append((at, text))
        before = at
    return lines
