"""The writer of cues: it adds spoken lines and pauses one after the other."""

from dataclasses import dataclass, field

from skill.coach.cue import Cue, Hold
from skill.coach.place import Place
from skill.voice.limits import MAX_BREAK_SECONDS
from skill.voice.timing import TextSeconds

BETWEEN_LINES = 0.25
"""The pause between two lines that follow each other, in seconds."""
BEFORE_NEXT = 1.2
"""The pause between the end of a stretch and the name of the next one, in seconds."""
EMERGENCY_NUMBER_WORDS = "nine one one"
"""The words that stand for {emergency} when a line is timed. A reply puts in the number of a country."""


@dataclass
class CueWriter:
    """A list of cues that grows, with the voice and the place that the next cue gets."""

    rate: float
    """The speed of the voice as a factor: 1.0 is its normal speed."""
    soft: bool
    text_seconds: TextSeconds
    place: Place
    cues: list[Cue] = field(default_factory=list)
    hold: Hold | None = None
    """The hold that the next cue belongs to, if it belongs to one."""
    elapsed: float = 0.0
    """The seconds since the hold or the set began."""

    def seconds_of(self, text: str, rate: float | None = None) -> float:
        """Return the seconds that a line takes. Without a rate it is spoken at the writer's own."""
        spoken = text.replace("{emergency}", EMERGENCY_NUMBER_WORDS)
        return round(self.text_seconds(spoken, rate or self.rate), 2)

    def say(self, text: str, rate: float | None = None) -> float:
        """Add a spoken line, after a short pause if another line is before it. Return its seconds."""
        if self.cues and self.cues[-1].text:
            self.pause(BETWEEN_LINES)
        seconds = self.seconds_of(text, rate)
        self.cues.append(Cue(text, seconds, rate or self.rate, self.soft, self.place, self.hold))
        self.elapsed += seconds
        return seconds

    def pause(self, seconds: float) -> None:
        """Add a pause, of at most the seconds that one SSML break can hold. Zero and less add none."""
        seconds = round(min(seconds, MAX_BREAK_SECONDS), 2)
        if seconds > 0:
            self.cues.append(Cue("", seconds, self.rate, self.soft, self.place, self.hold))
            self.elapsed += seconds

    def pause_until(self, elapsed: float) -> None:
        """Add a pause until this many seconds after the beginning of the hold or the set."""
        self.pause(elapsed - self.elapsed)
