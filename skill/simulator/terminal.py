"""A conversation in a terminal: type what you would say, read what it says."""

import queue
import re
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from io import UnsupportedOperation
from typing import Protocol, TextIO

from skill.simulator.clock import Clock
from skill.simulator.device import LEAVING, Device, Turn
from skill.simulator.response import PlatformFault
from skill.simulator.transport import SkillRefused
from skill.voice.speech import Pause, Speech, words_in
from skill.voice.timing import piece_seconds, text_seconds
from skill.voice.words import words_of

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SHOWN_FROM = 0.3
"""Seconds of a pause that is a line of its own."""
_HINT = "Type what you would say. An empty line is silence; exit leaves."


def talk(device: Device, *, lines: TextIO, out: TextIO, clock: Clock | None = None) -> None:
    """Talks until "exit" outside a session, the end of the lines, or Ctrl-C.

    In real time sentences, a routine's cues and pauses take as long as they take to say, and a line that
    comes meanwhile interrupts. With a clock, which must be the device's, everything is there at once, and the
    clock is moved on by as much. A fault of the skill is one line, and ends its session.
    """
    _Conversation(device, _Listed(lines, clock) if clock else _Typed(lines), out, tty=lines.isatty()).run()


class _Lines(Protocol):
    def next(self) -> str | None:
        """The next line; None at the end."""

    def interrupted_within(self, seconds: float) -> bool:
        """Lets that time pass; True as soon as somebody says something in it, which is the next line then."""


class _Listed:
    """Lines one after the other: nobody waits, nobody interrupts."""

    def __init__(self, lines: TextIO, clock: Clock) -> None:
        self._lines = lines
        self._clock = clock

    def next(self) -> str | None:
        return self._lines.readline() or None

    def interrupted_within(self, seconds: float) -> bool:
        self._clock.advance(seconds)
        return False


class _Typed:
    """Lines as somebody types them, while time passes."""

    def __init__(self, lines: TextIO) -> None:
        self._queue: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._kept: deque[str | None] = deque()
        # A line is read only when one is wanted: after the last, nothing may hang in a read.
        self._wanted = threading.Semaphore(0)
        self._awaiting = False
        threading.Thread(target=self._read, args=(lines,), daemon=True).start()

    def next(self) -> str | None:
        return self._kept.popleft() if self._kept else self._take(None)

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
            # Neither silence nor the end of the lines interrupts: they are for when the speech is over.
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
    # Python cannot exit while a thread waits in sys.stdin itself: it holds the lock that the exit wants.
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

    def run(self) -> None:
        if self._tty:
            self._print(_HINT)
        try:
            while (line := self._heard()) is not None:
                self._take(partial(self._device.say, line))
        except KeyboardInterrupt:
            pass
        if self._tty:
            self._print("")
        self._take(self._device.end)

    def _heard(self) -> str | None:
        """What is said next; None when the person leaves."""
        if self._tty:
            self._out.write("you> " if self._device.listening else "alexa> ")
            self._out.flush()
        line = self._lines.next()
        if line is None or (not self._device.session_open and words_of(line) in LEAVING):
            return None
        return line.strip()

    def _take(self, act: Callable[[], Turn | None]) -> None:
        was_open = self._device.session_open
        turn = None
        try:
            turn = act()
        except (SkillRefused, PlatformFault) as fault:
            self._print(f"(fault: {fault})")
        if turn is not None:
            self._speak(turn.speech)
        if (was_open or turn is not None) and not self._device.session_open:
            self._print("(session closed)")

    def _speak(self, speech: Speech) -> None:
        for line, seconds in _shown(speech):
            if line:
                self._print(line)
            if self._lines.interrupted_within(seconds):
                return

    def _print(self, line: str) -> None:
        self._out.write(f"{line}\n")
        self._out.flush()


def _shown(speech: Speech) -> Iterator[tuple[str, float]]:
    """Lines with the seconds that each takes: cues of a routine, or sentences; pauses, neighbours as one."""
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
