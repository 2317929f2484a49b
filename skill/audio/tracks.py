"""A routine cut into tracks: one for what is said first, one for each stretch, one for the end."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from skill.coach.cue import Cue, with_starts
from skill.coach.place import Place


@dataclass(frozen=True)
class Track:
    """What is one audio file."""

    cues: tuple[Cue, ...]
    """With their starts in seconds from its beginning."""

    @property
    def place(self) -> Place:
        """Where it begins."""
        return self.cues[0].place

    @property
    def seconds(self) -> float:
        """Its length."""
        return round(self.cues[-1].end, 2)

    @property
    def places(self) -> tuple[tuple[float, Place], ...]:
        """Each place in it, with the seconds at which it begins."""
        return tuple(
            (next(cues).start, place) for place, cues in groupby(self.cues, key=lambda cue: cue.place)
        )

    @property
    def holds(self) -> tuple[tuple[float, float], ...]:
        """Each hold's beginning and end, in seconds."""
        held = [(hold, list(cues)) for hold, cues in groupby(self.cues, key=lambda cue: cue.hold) if hold]
        return tuple((cues[0].start, round(cues[-1].end, 2)) for _, cues in held)


def tracks_of(cues: Iterable[Cue]) -> tuple[Track, ...]:
    """The tracks of a whole routine's cues, in order."""
    return tuple(Track(with_starts(list(each))) for _, each in groupby(cues, key=lambda cue: cue.place.step))


def fingerprint(cues: Sequence[Cue], made_with: Iterable[str] = ()) -> str:
    """A hash of what is said, when and at which place, and of what it is made with: 32 hexadecimal digits.

    Steps are counted from the first cue's: the same stretch elsewhere in a routine sounds the same.
    """
    first = cues[0].place.step
    written = []
    for cue in cues:
        place = (cue.place.step - first, cue.place.side, cue.place.repetition)
        written.append([cue.text, cue.seconds, cue.rate, cue.soft, cue.hold is not None, *place])
    return digest(json.dumps([written, *made_with]))


def digest(text: str) -> str:
    """A hash of a text: 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
