"""The script of a routine: everything that is said and every pause, in blocks that stay together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

from skill.coach.cue import Cue
from skill.coach.getting_ready import get_ready
from skill.coach.holds import lead_holds
from skill.coach.opening import say_opening
from skill.coach.place import OPENING, Place
from skill.coach.planned import PlannedRoutine
from skill.coach.sets import lead_set
from skill.coach.writer import BEFORE_NEXT, CueWriter
from skill.knowledge.phrases import CoachingPhrase, Phrases, Question
from skill.knowledge.routines import Mood
from skill.knowledge.stretches import Kind
from skill.voice.timing import TextSeconds

_BREATHS = {
    Mood.CALM: CoachingPhrase.BREATHE_CALM,
    Mood.BRISK: CoachingPhrase.BREATHE_BRISK,
    Mood.ACUTE: CoachingPhrase.BREATHE_ACUTE,
}
"""The phrases about breathing for each mood."""


@dataclass(frozen=True)
class Block:
    """Cues that stay in one reply: one side of a stretch, with what is said before and after it."""

    cues: tuple[Cue, ...]
    place: Place
    """The place of the first cue."""
    ask: Question | None
    """The question that has to be asked before this block, if there is one."""

    @property
    def seconds(self) -> float:
        """The planned length of the block, in seconds."""
        return sum(cue.seconds for cue in self.cues)


def write_script(
    planned: PlannedRoutine, text_seconds: TextSeconds, start: Place, length: float
) -> list[Block]:
    """Return the blocks of a routine from a place on. From OPENING on it begins with the routine's opening.

    length: the seconds of the whole routine, which the opening tells.
    """
    blocks = list(_led(planned, text_seconds, start))
    if start <= OPENING and not planned.is_acute:
        writer = _writer(planned, text_seconds, OPENING)
        say_opening(writer, planned, length)
        blocks[0] = Block((*writer.cues, *blocks[0].cues), OPENING, None)
    return blocks


def question_cues(
    planned: PlannedRoutine, phrases: Phrases, text_seconds: TextSeconds
) -> dict[Question, Cue]:
    """Return every question that a part may end with, as a cue in the routine's voice."""
    writer = _writer(planned, text_seconds, planned.end)
    for prompt in phrases.questions.values():
        writer.say(prompt.ask[0])
    return dict(zip(phrases.questions, (cue for cue in writer.cues if cue.text), strict=True))


def _led(planned: PlannedRoutine, text_seconds: TextSeconds, start: Place) -> Iterator[Block]:
    """Yield a block for each side of a stretch that is left, the last one with the closing words."""
    breaths = cycle(planned.words[_BREATHS[planned.routine.mood]])
    left = list(planned.sides_from(start))
    for current in left:
        writer = _writer(planned, text_seconds, current.start)
        get_ready(writer, planned, current)
        if current.step.stretch.kind is Kind.HOLD:
            lead_holds(writer, planned, current, breaths)
        else:
            lead_set(writer, planned, current)
        if current is left[-1]:
            _close(writer, planned)
        yield Block(tuple(writer.cues), current.start, current.ask)
    if not left:
        writer = _writer(planned, text_seconds, planned.end)
        _close(writer, planned)
        yield Block(tuple(writer.cues), planned.end, None)


def _writer(planned: PlannedRoutine, text_seconds: TextSeconds, place: Place) -> CueWriter:
    return CueWriter(planned.rate, planned.is_calm, text_seconds, place)


def _close(writer: CueWriter, planned: PlannedRoutine) -> None:
    writer.place = planned.end
    writer.pause(BEFORE_NEXT)
    writer.say(planned.routine.closing)
