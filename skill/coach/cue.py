"""Cues: the spoken lines and the pauses of a timeline."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal

from skill.coach.place import Place
from skill.coach.plan import Side
from skill.voice.speech import Pause, Said


@dataclass(frozen=True)
class Hold:
    """One hold of a stretch."""

    stretch: str
    """The stretch's id."""
    side: Side | None
    """The leg that is stretched. None for a stretch without sides."""
    repetition: int
    """The repetition, counted from 1 on each side."""
    seconds: float
    """The length of the hold, in seconds."""


@dataclass(frozen=True)
class Cue:
    """One spoken line, or one pause."""

    text: str
    """The words of the line. The text of a pause is empty."""
    seconds: float
    """The length of the cue, in seconds."""
    rate: float
    """The speed of the voice as a factor: 1.0 is its normal speed."""
    soft: bool
    """True if the voice speaks softly."""
    place: Place
    """The place at which a person is while the cue is heard."""
    hold: Hold | None = None
    """The hold that the cue belongs to. The cue that starts the hold and the cue that ends it have None."""
    start: float = 0.0
    """The seconds from the beginning of the part or the track to the beginning of the cue."""

    @property
    def kind(self) -> Literal["speech", "pause"]:
        """This is "speech" for a cue with words, and "pause" for one without."""
        return "speech" if self.text else "pause"

    @cached_property
    def spoken(self) -> Said | Pause:
        """The cue as a piece of speech, which SSML is written from."""
        return Said(self.text, self.rate, self.soft) if self.text else Pause(self.seconds)

    def lasts(self, slowness: float) -> float:
        """Return the length in seconds where words take `slowness` times as long as planned."""
        return self.seconds * slowness if self.text else self.seconds

    @property
    def end(self) -> float:
        """The seconds from the beginning of the part or the track to the end of the cue."""
        return self.start + self.seconds


def with_starts(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """Return the cues with their starts, in seconds from the beginning of the first one."""
    starts = accumulate((cue.seconds for cue in cues), initial=0.0)
    return tuple(replace(cue, start=round(start, 2)) for cue, start in zip(cues, starts, strict=False))
