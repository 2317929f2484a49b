"""How fast the voice is that somebody hears: unknown at first, and learned from how soon they answer."""

from dataclasses import dataclass

from skill.coach.timeline import Part

SLOWEST = 1.26
"""Voices differ, and people change their speed: how long words may take, by how long they were planned to. A
quarter longer, and a little for what is rounded."""
FASTEST = 0.8
"""Below this it was no answer to the question: somebody spoke before it."""
LONGEST_LAG = 3.0
"""Seconds that may pass between a reply and its first word, and before the next request is sent."""
LISTENING = 8.0
"""Seconds for which the microphone is open after a question. Who answers later hears the reprompt first, and
that looks like a slower voice: it finds an earlier place, never a later one."""


@dataclass(frozen=True)
class Tempo:
    """How long words take, by how long they were planned to: 1.0 for a voice as planned."""

    likely: float = 1.0
    slowest: float = SLOWEST

    def learned(self, part: Part, seconds: float, skipped: int = 0) -> "Tempo":
        """What is known once a part's question was answered, so many seconds after it was asked for.

        skipped: how many cues were left out at its beginning.

        All but the question was spoken by then, whatever the lag; and the question, and what may have been
        lost on the way, and a moment to think, are all that can have come besides.
        """
        *cues, question = part.cues[skipped:]
        words = sum(cue.seconds for cue in cues if cue.text)
        pauses = sum(cue.seconds for cue in cues if not cue.text)
        most = (seconds - pauses) / words if words else SLOWEST
        if most < FASTEST:
            return self
        least = (seconds - pauses - LONGEST_LAG - LISTENING) / (words + question.seconds)
        slowest = min(most, self.slowest)
        return Tempo(min(max(self.likely, least), slowest), slowest)


AS_PLANNED = Tempo()
"""Nothing is known of it."""
