"""A conversation in a terminal: the person types, and reads the answers."""

import queue
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import partial
from io import UnsupportedOperation
from typing import Protocol, TextIO

from skill.simulator.clock import Clock
from skill.simulator.device import LEAVING, Answer, Device
from skill.simulator.response import PlatformFault
from skill.simulator.transport import SkillRefused
from skill.voice.speech import Pause, Speech, words_in
from skill.voice.timing import piece_seconds, text_seconds
from skill.voice.words import words_of

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SHOWN_FROM = 0.3
"""The seconds from which on a pause is shown on a line of its own."""
_HINT = "Type what you would say. An empty line is silence; exit leaves."
_REFUSAL = (
    "(while audio plays, an Echo hears only pause, resume, next, previous, repeat, start over, stop "
    "without the skill's name: say ask {name} ...)"
)
_LONGEST_AUDIO = 4 * 3600.0
"""The seconds for which audio plays on after the last line. Audio that repeats itself would never end."""


def talk(device: Device, *, lines: TextIO, out: TextIO, clock: Clock | None = None) -> None:
    """Talk until "exit" outside a session, the end of the lines, or Ctrl-C.

    Without a clock the conversation runs in real time: a sentence, a cue or a pause takes as long as it
    takes to say, and a line that comes meanwhile interrupts it. With a clock, which must be the device's,
    everything is printed at once, and the clock is moved on instead. A fault of the skill is printed as a
    line, and ends the session.

    Audio plays in real time until a line comes. With a clock no audio has passed when the next line is
    said, and an empty line outside a session plays the track to its end. After the last line audio plays on
    to its end, four hours at most, unless the lines come from a keyboard.
    """
    _Conversation(device, _Listed(lines, clock) if clock else _Typed(lines), out, tty=lines.isatty()).run()


class _Lines(Protocol):
    """The lines of a person, and the time between them."""

    def next(self) -> str | None:
        """Return the next line, or None at the end of the lines."""

    def interrupted_within(self, seconds: float) -> bool:
        """Let so many seconds pass. This is True as soon as a line comes, which is the next line then."""

    def wait(self, seconds: float) -> float:
        """Let so many seconds pass, fewer if a line comes sooner. Return the seconds that passed."""

    skips: bool
    """True if time passes at once."""


class _Listed:
    """Lines that are known beforehand. They follow each other at once, and interrupt nothing."""

    skips = True

    def __init__(self, lines: TextIO, clock: Clock) -> None:
        self._lines = lines
        self._clock = clock
        self._ended = False

    def next(self) -> str | None:
        line = self._lines.readline()
        self._ended = not line
        return line or None

    def wait(self, seconds: float) -> float:
        return seconds if self._ended else 0.0

    def interrupted_within(self, seconds: float) -> bool:
        self._clock.advance(seconds)
        return False


class _Typed:
    """Lines as a person types them, while real time passes."""

    skips = False

    def __init__(self, lines: TextIO) -> None:
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._kept: deque[str | None] = deque()
        # The thread reads a line only when one is wanted, so that it does not hang in a read at the end.
        self._wanted = threading.Semaphore(0)
        self._awaiting = False
        self._ended = False
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def next(self) -> str | None:
        line = self._kept.popleft() if self._kept else self._take(None)
        self._ended = line is None
        return line

    def wait(self, seconds: float) -> float:
        begun = time.monotonic()
        if self._ended:
            time.sleep(seconds)
        elif not self._kept:
            with suppress(queue.Empty):
                self._kept.append(self._take(seconds))
        return time.monotonic() - begun

    def interrupted_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if None in self._kept:
                time.sleep(left)
                return False
            try:
                line = self._take(left)
            except queue.Empty:
                return False
            if line is not None and words_of(line):
                self._kept = deque([line])
                return True
            # An empty line and the end of the lines do not interrupt. They count after the speech.
            self._kept.append(line)
        return False

    def _take(self, timeout: float | None) -> str | None:
        if not self._awaiting:
            self._awaiting = True
            self._wanted.release()
        line = self._queue.get(timeout=timeout)
        self._awaiting = False
        return line

    def _read(self, lines: TextIO) -> None:
        with _reopened(lines) as source:
            while True:
                self._wanted.acquire()
                line = source.readline()
                self._queue.put(line or None)
                if not line:
                    return


def _reopened(lines: TextIO) -> AbstractContextManager[TextIO]:
    # Python cannot exit while a thread reads sys.stdin: the thread holds a lock that the exit needs.
    try:
        return open(lines.fileno(), encoding=lines.encoding, errors="replace", closefd=False)
    except UnsupportedOperation:
        return nullcontext(lines)


class _Conversation:
    def __init__(self, device: Device, lines: _Lines, out: TextIO, *, tty: bool) -> None:
        self._device = device
        self._lines = lines
        self._out = out
        self._tty = tty
        self._prompted = False
        self._interrupted = False

    def run(self) -> None:
        if self._tty:
            self._print(_HINT)
        left = True
        try:
            while (line := self._heard()) is not None:
                if self._device.session_open or words_of(line) not in LEAVING:
                    self._answer(line)
                else:
                    break
            else:
                left = self._tty
        except KeyboardInterrupt:
            pass
        if self._prompted:
            self._print("")
        self._take(self._device.end)
        if not left:
            with suppress(KeyboardInterrupt):
                self._play_out()

    def _heard(self) -> str | None:
        """Return the next line, or None at the end of the lines. Audio plays until it comes."""
        self._prompt()
        # A line that interrupted the speech comes before the audio.
        while not self._interrupted and (due := self._device.until_next_event()) is not None:
            waited = self._lines.wait(due)
            self._let_pass(waited)
            if waited < due:
                break
            self._prompt()
        self._interrupted = False
        line = self._lines.next()
        self._prompted = self._prompted and line is None
        return line if line is None else line.strip()

    def _answer(self, line: str) -> None:
        if self._lines.skips and not self._device.session_open and not words_of(line):
            self._play_track()
            return
        self._take(partial(self._say, line))

    def _say(self, line: str) -> Answer | None:
        turn = self._device.say(line)
        if turn is None and self._device.player.in_use and set(words_of(line)) - {"alexa"}:
            self._print(_REFUSAL.format(name=self._device.invocation_name))
        return turn

    def _take(self, act: Callable[[], Answer | None]) -> None:
        was_open = self._device.session_open
        turn = None
        try:
            turn = act()
        except (SkillRefused, PlatformFault) as fault:
            self._print(f"(fault: {fault})")
        if turn is not None:
            self._show(turn.events)
            self._speak(turn.speech)
        if (was_open or turn is not None) and not self._device.session_open:
            self._print("(session closed)")

    def _speak(self, speech: Speech) -> None:
        for line, seconds in _shown(speech):
            if line:
                self._print(line)
            if self._lines.interrupted_within(seconds):
                self._interrupted = True
                return

    def _play_track(self) -> None:
        """Play the track to its end, until the next one begins."""
        track = self._device.player.stream
        while track is self._device.player.stream and (due := self._device.until_next_event()) is not None:
            self._let_pass(due)

    def _play_out(self) -> None:
        """Play all the audio to its end."""
        heard = 0.0
        while heard < _LONGEST_AUDIO and (due := self._device.until_next_event()) is not None:
            waited = self._lines.wait(due)
            self._let_pass(waited)
            heard += waited

    def _let_pass(self, seconds: float) -> None:
        try:
            self._show(self._device.let_pass(seconds))
        except (SkillRefused, PlatformFault) as fault:
            self._print(f"(fault: {fault})")

    def _show(self, events: Iterable[Answer]) -> None:
        """Print the events of the audio player."""
        for event in events:
            request = event.request["request"]
            at = request.get("offsetInMilliseconds", 0) / 1000
            match event.intent:
                case "AudioPlayer.PlaybackStarted":
                    begins = f", from {_minutes(at)}" if round(at) else ""
                    self._print(f"  (plays) {self._track()}{begins}")
                case "AudioPlayer.PlaybackStopped":
                    self._print(f"  (stops) at {_minutes(at)}")
                case "AudioPlayer.PlaybackFinished":
                    self._print(f"  (ends) at {_minutes(at)}")
                case "AudioPlayer.PlaybackFailed":
                    self._print(f"  (cannot play) {request['error']['message']}")

    def _track(self) -> str:
        player = self._device.player
        named = (
            [name for name in (player.stream.title, player.stream.subtitle) if name] if player.stream else []
        )
        return ", ".join([*(named or ["a track"]), _minutes(player.length)])

    def _prompt(self) -> None:
        if self._tty and not self._prompted:
            self._out.write("you> " if self._device.listening else "alexa> ")
            self._out.flush()
            self._prompted = True

    def _print(self, line: str) -> None:
        # An event that comes after a prompt begins on a new line.
        begin = "\n" if self._prompted and line else ""
        self._out.write(f"{begin}{line}\n")
        self._out.flush()
        self._prompted = False


def _shown(speech: Speech) -> Iterator[tuple[str, float]]:
    """Return lines with their seconds: a routine's cues, or sentences, and pauses, neighbours as one line."""
    in_cues = any(isinstance(piece, Pause) for piece in speech)
    silence = 0.0
    for piece in (*speech, ""):
        if isinstance(piece, Pause):
            silence += piece.seconds
            continue
        if silence:
            yield f"  ...  {silence:g} s" if silence >= _SHOWN_FROM else "", silence
            silence = 0.0
        if in_cues and piece:
            yield words_in(piece), piece_seconds(piece)
        else:
            for sentence in _SENTENCE_END.split(words_in(piece)) if piece else ():
                yield sentence, text_seconds(sentence)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
