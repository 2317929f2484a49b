"""The coach, which compiles routines into timelines and into the cues of audio tracks."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from skill.coach.cue import Cue, with_starts
from skill.coach.parts import cut
from skill.coach.phrasing import filled
from skill.coach.place import OPENING, Place
from skill.coach.plan import Plan, Side, steps_of
from skill.coach.planned import PlannedRoutine
from skill.coach.script import question_cues, write_script
from skill.coach.timeline import Timeline
from skill.knowledge.library import Library
from skill.knowledge.phrases import CoachingPhrase, Phrase, Question
from skill.knowledge.routines import Mood, Routine, Step, single_stretch_routine
from skill.knowledge.stretches import Kind, Sides, Stretch
from skill.voice.speech import Piece
from skill.voice.timing import TextSeconds, piece_seconds, text_seconds

_CACHED_TIMELINES = 256
"""The number of timelines that are cached: a few for each routine, and the ones that people change."""
_SPARE = 30
"""The seconds by which a routine may be longer than the minutes that a person has."""
FAREWELLS = {Mood.CALM: Phrase.GOODNIGHT, Mood.BRISK: Phrase.WELL_DONE, Mood.ACUTE: Phrase.WELL_DONE}
"""The phrase with which a routine of each mood ends."""
_LAST_QUESTION = {Mood.CALM: Question.SETTLE, Mood.BRISK: Question.DONE, Mood.ACUTE: Question.DONE}
"""The question with which the last part of a routine of each mood ends."""


class Coach:
    """A compiler of plans into timelines, in the words of one library and for voices of one speed."""

    def __init__(self, library: Library, voice_rate: float = 1.0) -> None:
        """Make a coach.

        voice_rate: the speed of the device's voice. 1.0 is the speed of the voice that was measured.
        """
        self._library = library
        self._voice_rate = voice_rate
        self.words = library.phrases.coaching
        """The phrases that a routine says besides its stretches' own words."""
        self._timeline = lru_cache(_CACHED_TIMELINES)(self._compile)
        self._steps = lru_cache(_CACHED_TIMELINES)(self._steps_of)

    def timeline(self, plan: Plan, start: Place = OPENING) -> Timeline:
        """Return the timeline of a plan from a place on."""
        return self._timeline(plan, start)

    def routine(self, plan: Plan) -> Routine:
        """Return the plan's routine, or its one stretch as a routine. Raises KeyError without either."""
        if plan.routine in self._library.routines:
            return self._library.routines[plan.routine]
        stretch = self._library.stretches[plan.routine]
        return single_stretch_routine(
            stretch, self.words[CoachingPhrase.ALONE_CAUTION][0], self.words[CoachingPhrase.ALONE_CLOSING][0]
        )

    def has_part(self, plan: Plan, start: Place, part: int) -> bool:
        """Tell whether the plan's timeline has this part. The content may have changed since then."""
        exists = plan.routine in self._library.routines or plan.routine in self._library.stretches
        return exists and part < len(self.timeline(plan, start).parts)

    def steps(self, plan: Plan) -> Mapping[int, Step]:
        """Return the steps that the plan leaves of its routine, by their index in the routine."""
        return self._steps(plan)

    def described(self, stretch: Stretch) -> str:
        """Return a description of a stretch: how it is done and how often, without leading it."""
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
            # `start` ends with the word to begin, which a description leaves out.
            start = start.removesuffix(word).strip()
        how = filled(f"{stretch.setup} {start}", step, Side.RIGHT, words)
        texts = (how, often, stretch.before, stretch.leave_out)
        return " ".join(text for text in texts if text)

    def seconds_of(self, piece: Piece) -> float:
        """Return the seconds that the device's voice takes to say this."""
        return round(piece_seconds(piece) / self._voice_rate, 2)

    def audio_cues(self, plan: Plan, text_seconds: TextSeconds | None = None) -> tuple[Cue, ...]:
        """Return the cues of a plan as audio plays them: without questions, and with the farewell at the end.

        text_seconds: the measured lengths of the words. Without it they are estimated.
        """
        routine, phrases = self.routine(plan), self._library.phrases
        farewell = phrases.say[FAREWELLS[routine.mood]][0]
        # The listener's country is unknown when the audio is rendered, so the caution has the general number.
        number = self._library.emergency_numbers.default
        routine = replace(
            routine,
            caution=routine.caution.replace("{emergency}", number),
            closing=f"{routine.closing} {farewell}",
        )
        planned = PlannedRoutine(routine, plan, self.steps(plan), phrases.coaching | phrases.playing)
        # The length that the opening tells is the estimated one, so that it is the same with every voice.
        estimated = write_script(planned, _rendered_seconds, OPENING, length=0.0)
        length = sum(block.seconds for block in estimated)
        blocks = write_script(planned, text_seconds or _rendered_seconds, OPENING, length)
        return with_starts([cue for block in blocks for cue in block.cues])

    def shortened(self, plan: Plan, minutes: int) -> Plan:
        """Return the plan without its last stretches, so that it takes about this many minutes.

        At least one stretch is left.
        """
        while self.timeline(plan).seconds > minutes * 60 + _SPARE and len(self.steps(plan)) > 1:
            last = list(self.steps(plan).values())[-1]
            plan = plan.swapped(last.stretch.id, None)
        return plan

    def _steps_of(self, plan: Plan) -> Mapping[int, Step]:
        return MappingProxyType(steps_of(plan, self.routine(plan), self._library.stretches))

    def _compile(self, plan: Plan, start: Place) -> Timeline:
        timeline = self._written(plan, start, 0.0)
        # The opening tells the length, which is known only when the timeline has been written once.
        return self._written(plan, start, timeline.seconds) if start == OPENING else timeline

    def _written(self, plan: Plan, start: Place, length: float) -> Timeline:
        planned = PlannedRoutine(self.routine(plan), plan, self.steps(plan), self.words)
        script = write_script(planned, self._text_seconds, start, length)
        questions = question_cues(planned, self._library.phrases, self._text_seconds)
        return Timeline(plan, cut(script, questions, _LAST_QUESTION[planned.routine.mood]))

    def _text_seconds(self, text: str, rate: float) -> float:
        return text_seconds(text, rate * self._voice_rate)


def _rendered_seconds(text: str, rate: float) -> float:
    """Return the estimated seconds of a text in Piper's voice.

    Piper slows its words at a lower rate, but not its silences: at 0.85 it takes 1.09 times as long, where
    the device's voice takes 1.18 times.
    """
    return text_seconds(text, rate**0.5)
