"""The coach: it compiles routines into timelines, and keeps those that were compiled."""

from dataclasses import replace
from functools import lru_cache, partial

from skill.coach.cue import Cue
from skill.coach.parts import cut, started
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan, Side, steps_of
from skill.coach.script import Lengths, filled, question_cues, write_script
from skill.coach.timeline import Timeline
from skill.knowledge.library import Library
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question
from skill.knowledge.routines import Mood, Routine, Step, single_stretch_routine
from skill.knowledge.stretches import Kind, Sides, Stretch
from skill.voice.speech import Piece
from skill.voice.timing import piece_seconds, text_seconds

_KEPT = 256
"""Timelines that are kept: a few for each routine, and what people make of them."""
_SPARE = 30
"""Seconds that a routine may be longer than somebody has minutes."""
FAREWELLS = {Mood.CALM: Phrase.GOODNIGHT, Mood.BRISK: Phrase.WELL_DONE, Mood.ACUTE: Phrase.WELL_DONE}
"""Mood to phrase."""
_LAST_QUESTION = {Mood.CALM: Question.SETTLE, Mood.BRISK: Question.DONE, Mood.ACUTE: Question.DONE}


class Coach:
    """Plans as timelines, in the words of a library, for voices of one rate."""

    def __init__(self, library: Library, voice_rate: float = 1.0) -> None:
        """voice_rate: how fast the device's voice speaks; 1.0 is the one that was measured."""
        self._library = library
        self._voice_rate = voice_rate
        self.words = library.phrases.coaching
        """What a routine says besides its stretches' own words."""
        self._kept = lru_cache(_KEPT)(self._compile)

    def timeline(self, plan: Plan, start: Place = OPENING) -> Timeline:
        """The timeline of a plan, from a place on."""
        return self._kept(plan, start)

    def routine(self, plan: Plan) -> Routine:
        """The plan's routine, or its one stretch as a routine. Raises KeyError when there is neither."""
        if plan.routine in self._library.routines:
            return self._library.routines[plan.routine]
        stretch = self._library.stretches[plan.routine]
        return single_stretch_routine(
            stretch, self.words[CoachingPhrase.ALONE_CAUTION][0], self.words[CoachingPhrase.ALONE_CLOSING][0]
        )

    def has_part(self, plan: Plan, start: Place, part: int) -> bool:
        """Whether there is such a part: the content may have changed since it was planned."""
        known = plan.routine in self._library.routines or plan.routine in self._library.stretches
        return known and part < len(self.timeline(plan, start).parts)

    def steps(self, plan: Plan) -> dict[int, Step]:
        """The steps that the plan leaves of its routine, by their index in it."""
        return steps_of(plan, self.routine(plan), self._library.stretches)

    def described(self, stretch: Stretch) -> str:
        """How to do a stretch, and how often, in words without a clock."""
        (step,) = self.routine(Plan(stretch.id)).steps
        words = self.words
        each = words[CoachingPhrase.EACH_SIDE][0] if stretch.sides is Sides.EACH else ""
        if stretch.kind is Kind.HOLD:
            seconds, times = (
                words[CoachingPhrase.NUMBERS][round(step.seconds) - 1],
                words[CoachingPhrase.SO_OFTEN][step.repetitions - 1],
            )
            often = (
                words[CoachingPhrase.HOW_LONG][0]
                .replace("{seconds}", seconds)
                .replace("{times}", times + each)
            )
        elif step.repetitions > 1:
            number = words[CoachingPhrase.NUMBERS][step.repetitions - 1]
            often = words[CoachingPhrase.HOW_OFTEN][0].replace("{number}", number).replace("{each}", each)
        else:
            often = ""
        start = stretch.start
        for word in words[CoachingPhrase.STARTS]:
            # Nobody is to start now.
            start = start.removesuffix(word).strip()
        told = (
            filled(f"{stretch.setup} {start}", step, Side.RIGHT, words),
            often,
            stretch.before,
            stretch.leave_out,
        )
        return " ".join(text for text in told if text)

    def seconds_of(self, piece: Piece) -> float:
        """How long the device's voice takes to say this."""
        return round(piece_seconds(piece) / self._voice_rate, 2)

    def audio_cues(self, plan: Plan, lengths: Lengths | None = None) -> tuple[Cue, ...]:
        """The cues of a plan without a question, as audio plays them: to the good night.

        lengths: how long words take, where the voice was measured; else they are estimated.
        """
        routine, phrases = self.routine(plan), self._library.phrases
        words = phrases.coaching | phrases.playing
        farewell = phrases.say[FAREWELLS[routine.mood]][0]
        # Who hears it, and in which country, is not known when it is rendered.
        number = self._library.emergency_numbers.default
        routine = replace(
            routine,
            caution=routine.caution.replace("{emergency}", number),
            closing=f"{routine.closing} {farewell}",
        )
        write = partial(write_script, routine, self.steps(plan), plan, words, start=OPENING)
        # What it says of its own length does not depend on the voice.
        length = sum(block.seconds for block in write(lengths=_rendered_seconds, length=0.0))
        blocks = write(lengths=lengths or _rendered_seconds, length=length)
        return started([cue for block in blocks for cue in block.cues])

    def _lengths(self, text: str, rate: float) -> float:
        return text_seconds(text, rate * self._voice_rate)

    def shortened(self, plan: Plan, minutes: int) -> Plan:
        """The plan without its last stretches, until it takes about so many minutes or is one stretch."""
        while self.timeline(plan).seconds > minutes * 60 + _SPARE and len(self.steps(plan)) > 1:
            last = list(self.steps(plan).values())[-1]
            plan = plan.swapped(last.stretch.id, None)
        return plan

    def _compile(self, plan: Plan, start: Place) -> Timeline:
        timeline = self._written(plan, start, 0.0)
        # How long it takes is known once it is written, and is said in it.
        return self._written(plan, start, timeline.seconds) if start == OPENING else timeline

    def _written(self, plan: Plan, start: Place, length: float) -> Timeline:
        routine = self.routine(plan)
        script = write_script(routine, self.steps(plan), plan, self.words, self._lengths, start, length)
        questions = question_cues(routine, plan, self._library.phrases, self._lengths)
        return Timeline(plan, cut(script, questions, _LAST_QUESTION[routine.mood]))


def _rendered_seconds(text: str, rate: float) -> float:
    """Piper does not slow its silences with its words: at 0.85 it takes 1.09 times as long."""
    return text_seconds(text, rate**0.5)
