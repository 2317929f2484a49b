"""The audio player of a device: a queue of streams, and the events of playing them."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from skill.simulator.directives import ClearQueue, Directive, Play, Stop, Stream
from skill.simulator.sound import Unplayable

Activity = Literal["IDLE", "PLAYING", "PAUSED", "STOPPED", "FINISHED"]

NEARLY_FINISHED = 10.0
"""The seconds before the end of a stream at which it is nearly finished, by default."""

EARLY = math.inf
"""The value of `nearly_finished` for a device that asks for the next stream as soon as one has started.

Many Echos do that.
"""


@dataclass(frozen=True)
class Event:
    """A request that the player sends to the skill."""

    type: str
    """The type of the request, AudioPlayer.Playback..."""
    fields: dict[str, Any]
    """The fields of the request beside its type."""


class Player:
    """An audio player, which plays one stream after the other.

    Time passes only when the device calls `let_pass`, with `until_next` at most. Then the device calls
    `happens` and sends the event that it returns, before it calls anything else, because the answer may
    change what plays.

    https://developer.amazon.com/en-US/docs/alexa/custom-skills/audioplayer-interface-reference.html
    """

    def __init__(
        self,
        seconds_of: Callable[[str], float],
        *,
        nearly_finished: float = NEARLY_FINISHED,
        tells_interruptions: bool = True,
    ) -> None:
        """Start with an empty queue.

        seconds_of: returns the seconds of the stream at a URL, or raises Unplayable.

        nearly_finished: the seconds before the end of a stream at which the next one is asked for:
        NEARLY_FINISHED, EARLY, or another number. Amazon does not say how many they are; on a device it
        depends on the buffer. A shorter stream is nearly finished when it has started.

        tells_interruptions: True if a pause while somebody speaks with Alexa is told as PlaybackStopped, and
        the end of the pause as PlaybackStarted. Amazon's reference says so; some Echos may not do it.
        """
        self._seconds_of = seconds_of
        self._nearly_finished = nearly_finished
        self._tells_interruptions = tells_interruptions
        self._queue: deque[Stream] = deque()
        self._next: Literal["start", "resume"] | None = None
        """The thing that happens next, without time passing before it."""
        self._position = 0.0
        self._asked = False
        """True if the next stream was asked for."""
        self._failed = False
        self.activity: Activity = "IDLE"
        self.stream: Stream | None = None
        """The stream that plays, or that played last."""
        self.length = 0.0
        """The seconds of that stream."""

    @property
    def offset(self) -> int:
        """The place in the stream, in milliseconds from its beginning."""
        return round(self._position * 1000)

    @property
    def queue(self) -> tuple[Stream, ...]:
        """The streams that play after this one."""
        return tuple(self._queue)

    @property
    def in_use(self) -> bool:
        """True if a stream plays, is about to play, or was stopped before its end and can be resumed."""
        stopped = self.activity == "STOPPED" and not self._failed
        return stopped or self._next is not None or self.activity in ("PLAYING", "PAUSED")

    @property
    def state(self) -> dict[str, Any]:
        """The state as Alexa writes it: the playerActivity, and the token and offset of a stream."""
        state: dict[str, Any] = {"playerActivity": self.activity}
        return state if self.stream is None else state | self._where()

    @property
    def until_next(self) -> float | None:
        """The seconds until the next event, or None if no event is coming."""
        if self._next is not None:
            return 0.0
        if self.activity != "PLAYING":
            return None
        moment = self.length if self._asked else max(0.0, self.length - self._nearly_finished)
        return max(0.0, moment - self._position)

    def let_pass(self, seconds: float) -> None:
        """Play for so many seconds, which must be `until_next` at most."""
        if self.activity == "PLAYING":
            self._position = min(self._position + seconds, max(self.length, self._position))

    def happens(self) -> Event | None:
        """Let the event that is due happen. Return it, or None if the skill is not told of it."""
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
        """Carry out a directive. Return the event PlaybackStopped if that stops the stream that plays.

        A stream that is to play starts when `happens` is called next.
        """
        match directive:
            case Play():
                return self._take(directive)
            case ClearQueue(everything=False):
                self._clear()
                return None
            case Stop() | ClearQueue():
                # Amazon does not say whether Stop empties the queue. It makes no difference: the queue is not
                # played without another Play, and a Play with REPLACE_ALL replaces it.
                self._clear()
                return self._stop()

    def interrupt(self) -> Event | None:
        """Pause the stream that plays, because somebody speaks to Alexa. Return the event of the pause, if
        any.

        A stream that was to start after the speech of the last answer never starts: what a person says
        voids the rest of that answer.
        """
        if self._next == "start":
            self._clear()
        self._next = None
        if self.activity != "PLAYING":
            return None
        self.activity = "PAUSED"
        return self._event("Stopped") if self._tells_interruptions else None

    def go_on(self) -> None:
        """End a pause. The stream goes on when `happens` is called next."""
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
            # It was meant to follow another stream. Alexa ignores it.
            return None
        self._queue.append(play.stream)
        # A player that does not play starts with the first stream that is queued.
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
        # If the skill was told of a pause, it knows already that the stream has stopped.
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
            # A real device may find out earlier, while it buffers. The streams after it are dropped, and the
            # skill may answer with another one.
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
