"""A cue: one spoken line of a timeline, or one pause in it."""

from dataclasses import dataclass
from typing import Literal

from skill.coach.place import Place
from skill.coach.plan import Side
from skill.voice.speech import Pause, Said


@dataclass(frozen=True)
class Hold:
    """A stretch that is being held."""

    stretch: str
    side: Side | None
    repetition: int
    """From 1, for each side."""
    seconds: float


@dataclass(frozen=True)
class Cue:
    """One spoken line, or a pause."""

    text: str
    """Empty for a pause."""
    seconds: float
    rate: float
    """The voice's, 1.0 normal."""
    soft: bool
    place: Place
    """Where somebody is who hears it."""
    hold: Hold | None = None
    """The hold that it falls into: neither the cue that says to hold nor the one that releases."""
    start: float = 0.0
    """Seconds from the beginning of its part."""

    @property
    def kind(self) -> Literal["speech", "pause"]:
        """What it is."""
        return "speech" if self.text else "pause"

    @property
    def spoken(self) -> Said | Pause:
        """The piece of speech that it is."""
        return Said(self.text, self.rate, self.soft) if self.text else Pause(self.seconds)

    def lasts(self, slowness: float) -> float:
        """Its length in seconds, where words take `slowness` times as long as planned."""
        return self.seconds * slowness if self.text else self.seconds

    @property
    def end(self) -> float:
        """Seconds from the beginning of its part."""
        return self.start + self.seconds
