"""The device's audio player: a queue of streams, and what happens to them as time goes by."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from skill.simulator.directives import ClearQueue, Directive, Play, Stop, Stream
from skill.simulator.sound import Unplayable

Activity = Literal["IDLE", "PLAYING", "PAUSED", "STOPPED", "FINISHED"]

NEARLY_FINISHED = 10.0
"""How many seconds before its end a stream is nearly finished, where nothing else is said."""

EARLY = math.inf
"""The same for a device that wants the next stream as soon as this one has started, as Echos often do."""


@dataclass(frozen=True)
class Event:
    """Something that the player tells the skill."""

    type: str
    """The request's type, AudioPlayer.Playback..."""
    fields: dict[str, Any]
    """What goes into the request."""


class Player:
    """Plays one stream after the other.

    Nothing happens by itself: whoever holds it lets time pass up to `until_next`, then takes what `happens`,
    and sends it before anything else happens, because the answer may change everything.

    https://developer.amazon.com/en-US/docs/alexa/custom-skills/audioplayer-interface-reference.html
    """

    def __init__(
        self,
        seconds_of: Callable[[str], float],
        *,
        nearly_finished: float = NEARLY_FINISHED,
        tells_interruptions: bool = True,
    ) -> None:
        """`seconds_of`: how long the stream at a URL is; raises Unplayable.

        nearly_finished: seconds before a stream's end at which the next one is asked for: NEARLY_FINISHED,
        EARLY, or what you like. Amazon says only that the device is ready for it, and that depends on its
        buffer. A shorter stream is nearly finished when it has started.

        tells_interruptions: whether being paused while somebody speaks with Alexa, and going on, are told as
        PlaybackStopped and PlaybackStarted. Amazon's reference says so; not every Echo may do it.
        """
        self._seconds_of = seconds_of
        self._nearly_finished = nearly_finished
        self._tells_interruptions = tells_interruptions
        self._queue: deque[Stream] = deque()
        self._next: Literal["start", "resume"] | None = None
        """What happens at the next moment."""
        self._position = 0.0
        self._asked = False
        """Whether the next stream was asked for."""
        self._failed = False
        self.activity: Activity = "IDLE"
        self.stream: Stream | None = None
        """What plays, or played last."""
        self.length = 0.0
        """How many seconds it has."""

    @property
    def offset(self) -> int:
        """Where it is, in milliseconds from the stream's beginning."""
        return round(self._position * 1000)

    @property
    def queue(self) -> tuple[Stream, ...]:
        """What comes after it."""
        return tuple(self._queue)

    @property
    def in_use(self) -> bool:
        """Whether something plays, is about to, or was stopped before its end and may be resumed."""
        stopped = self.activity == "STOPPED" and not self._failed
        return stopped or self._next is not None or self.activity in ("PLAYING", "PAUSED")

    @property
    def state(self) -> dict[str, Any]:
        """The same as Alexa writes it: playerActivity, and once something was played token and offset."""
        state: dict[str, Any] = {"playerActivity": self.activity}
        return state if self.stream is None else state | self._where()

    @property
    def until_next(self) -> float | None:
        """Seconds until something happens; None when nothing will."""
        if self._next is not None:
            return 0.0
        if self.activity != "PLAYING":
            return None
        moment = self.length if self._asked else max(0.0, self.length - self._nearly_finished)
        return max(0.0, moment - self._position)

    def let_pass(self, seconds: float) -> None:
        """So much time passes, no more than `until_next`."""
        if self.activity == "PLAYING":
            self._position = min(self._position + seconds, max(self.length, self._position))

    def happens(self) -> Event | None:
        """What was due happens now; None when the skill is not told."""
        due, self._next = self._next, None
        if due == "start":
            return self._start(self._queue.popleft())
        if due == "resume":
            self.activity = "PLAYING"
            return self._event("Started") if self._tells_interruptions else None
        if self.activity != "PLAYING":
            return None
        if not self._asked:
            self._asked = True
            return self._event("NearlyFinished")
        self.activity = "FINISHED"
        self._next = "start" if self._queue else None
        return self._event("Finished")

    def obey(self, directive: Directive) -> Event | None:
        """Does what the skill wants; PlaybackStopped when that stops what plays.

        What it is to play starts as the next thing that happens.
        """
        match directive:
            case Play():
                return self._take(directive)
            case ClearQueue(everything=False):
                self._clear()
                return None
            case Stop() | ClearQueue():
                # Amazon does not say what Stop does to the queue; nothing of it is ever heard without another
                # Play, and the usual one replaces it.
                self._clear()
                return self._stop()

    def interrupt(self) -> Event | None:
        """Somebody speaks to Alexa: what plays is paused, what was only announced never starts.

        The second is the device's rule: a new thing said voids what is left of the last answer.
        """
        if self._next == "start":
            self._clear()
        self._next = None
        if self.activity != "PLAYING":
            return None
        self.activity = "PAUSED"
        return self._event("Stopped") if self._tells_interruptions else None

    def go_on(self) -> None:
        """Nobody speaks any more: what was paused goes on as the next thing that happens."""
        if self.activity == "PAUSED":
            self._next = "resume"

    def _take(self, play: Play) -> Event | None:
        stopped = None
        if play.behaviour == "REPLACE_ALL":
            self._clear()
            stopped = self._stop()
        elif play.behaviour == "REPLACE_ENQUEUED":
            self._clear()
        elif play.expected != self._last_token():
            # It was meant to follow something else; Alexa ignores it.
            return None
        self._queue.append(play.stream)
        # On a player that does not play, the queue starts with what is put into it.
        if self.activity not in ("PLAYING", "PAUSED"):
            self._next = "start"
        return stopped

    def _last_token(self) -> str | None:
        last = self._queue[-1] if self._queue else self.stream
        return last.token if last else None

    def _clear(self) -> None:
        self._queue.clear()
        if self._next == "start":
            self._next = None

    def _stop(self) -> Event | None:
        # A pause that the skill was told of has stopped it already.
        running = self.activity == "PLAYING" or (self.activity == "PAUSED" and not self._tells_interruptions)
        if self.activity in ("PLAYING", "PAUSED"):
            self.activity = "STOPPED"
            self._next = None
        return self._event("Stopped") if running else None

    def _start(self, stream: Stream) -> Event:
        self.stream = stream
        self.length = 0.0
        self._position = stream.offset
        self._asked = False
        self._failed = False
        try:
            self.length = self._seconds_of(stream.url)
        except Unplayable as failure:
            # A real device may find out earlier, while it buffers. Here the stream that fails is the one that
            # should play; what was to follow it goes, and the skill may answer with something else to play.
            self._queue.clear()
            self._failed = True
            self.activity = "STOPPED"
            error = {"type": failure.type, "message": str(failure)}
            fields = {"token": stream.token, "error": error, "currentPlaybackState": self.state}
            return Event("AudioPlayer.PlaybackFailed", fields)
        self.activity = "PLAYING"
        return self._event("Started")

    def _event(self, what: str) -> Event:
        return Event(f"AudioPlayer.Playback{what}", self._where())

    def _where(self) -> dict[str, Any]:
        return {"token": self.stream.token if self.stream else "", "offsetInMilliseconds": self.offset}
