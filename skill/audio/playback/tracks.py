"""A routine cut into tracks: one for the opening, one for each stretch, and one for the end."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from skill.coach.cue import Cue, with_starts
from skill.coach.place import Place


class PlaceStart(NamedTuple):
    """The moment at which a place begins in a track."""

    at: float
    """The seconds since the beginning of the track."""
    place: Place


class HoldSpan(NamedTuple):
    """The time that a hold takes in a track."""

    begin: float
    """The seconds from the beginning of the track to the beginning of the hold."""
    end: float
    """The seconds from the beginning of the track to the end of the hold."""


@dataclass(frozen=True)
class Track:
    """The cues of one audio file."""

    cues: tuple[Cue, ...]
    """The cues, whose starts are seconds since the beginning of the track."""

    @property
    def place(self) -> Place:
        """The place at which the track begins."""
        return self.cues[0].place

    @property
    def seconds(self) -> float:
        """The length of the track, in seconds."""
        return round(self.cues[-1].end, 2)

    @property
    def places(self) -> tuple[PlaceStart, ...]:
        """The places of the track in order, with the moments at which they begin."""
        return tuple(
            PlaceStart(next(cues).start, place)
            for place, cues in groupby(self.cues, key=lambda cue: cue.place)
        )

    @property
    def holds(self) -> tuple[HoldSpan, ...]:
        """The times that the holds of the track take, in order."""
        groups = [list(cues) for hold, cues in groupby(self.cues, key=lambda cue: cue.hold) if hold]
        return tuple(HoldSpan(cues[0].start, round(cues[-1].end, 2)) for cues in groups)


def tracks_of(cues: Iterable[Cue]) -> tuple[Track, ...]:
    """Return the tracks of a whole routine's cues, in order."""
    return tuple(Track(with_starts(list(each))) for _, each in groupby(cues, key=lambda cue: cue.place.step))


def fingerprint(cues: Sequence[Cue], made_with: Iterable[str] = ()) -> str:
    """Return a hash of what is said, when and at which place: 32 hexadecimal digits.

    Steps are counted from that of the first cue, so that a stretch has the same hash elsewhere in a routine.

    made_with: whatever else changes the sound, such as the voice.
    """
    first = cues[0].place.step
    written = []
    for cue in cues:
        place = (cue.place.step - first, cue.place.side, cue.place.repetition)
        written.append([cue.text, cue.seconds, cue.rate, cue.soft, cue.hold is not None, *place])
    return digest(json.dumps([written, *made_with]))


def digest(text: str) -> str:
    """Return a hash of a text: 32 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
