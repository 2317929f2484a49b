"""The speed of a device's voice, which is learned from the time that a person takes to answer a question."""

from dataclasses import dataclass, replace
from typing import Self

from skill.coach.timeline import Part

SLOWEST = 1.26
"""The longest that words may take, as a factor of their planned length. Voices differ, and people change
their speed: a quarter longer is taken as the slowest, with a little more for rounding."""
FASTEST = 0.8
"""The shortest that words may take, as the same factor. Below it the person spoke before the question."""
LONGEST_LAG = 3.0
"""The most seconds that may be lost before the first word of a reply and before the next request."""
LISTENING = 8.0
"""The seconds for which the microphone is open after a question. A later answer comes after the reprompt and
looks like a slower voice, so an earlier place is found for it, and a cue is repeated rather than skipped."""


@dataclass(frozen=True)
class Tempo:
    """The speed of a voice, as factors by which words take longer than planned."""

    likely: float = 1.0
    """The probable factor: 1.0 is a voice as planned."""
    slowest: float = SLOWEST
    """The factor of the slowest voice that is still possible."""

    def learned(self, part: Part, seconds: float, skipped: int = 0) -> Self:
        """Return what is known of the speed once a person has answered the question of a part.

        When the answer comes, everything before the question has been spoken, which bounds the slowest voice.
        Besides, there was time at most for the question, the longest lag and the open microphone, which
        bounds the fastest one.

        seconds: the time from the request that got the part to the request with the answer.
        skipped: the number of cues that were left out at the beginning of the part.
        """
        *cues, question = part.cues[skipped:]
        words = sum(cue.seconds for cue in cues if cue.text)
        pauses = sum(cue.seconds for cue in cues if not cue.text)
        most = (seconds - pauses) / words if words else SLOWEST
        if most < FASTEST:
            return self
        least = (seconds - pauses - LONGEST_LAG - LISTENING) / (words + question.seconds)
        slowest = min(most, self.slowest)
        return replace(self, likely=min(max(self.likely, least), slowest), slowest=slowest)


AS_PLANNED = Tempo()
"""The tempo of a voice before anything is known of it."""
