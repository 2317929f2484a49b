"""A track in samples: words trimmed to what is heard of them, silence to the sample, one loudness for all.

Samples are floats from -1 to 1 until the end. Loudness is that of EBU R 128 (ITU-R BS.1770-4).
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy
import pyloudnorm
from numpy.typing import NDArray

from skill.audio.synthesis import Line, SynthesisError
from skill.coach.cue import Cue

if TYPE_CHECKING:
    from skill.audio.synthesis import Samples

Sound = NDArray[numpy.float64]

LOUDNESS = -16.5
SOFT_LOUDNESS = -18.5
"""LUFS, by day and for bed. Amazon asks for -14 on average, and may reject what is below -19 or has a true
peak above -2 dBFS: developer.amazon.com/docs/flashbriefing/normalizing-the-loudness-of-audio-content.html. A
voice is as loud as -14 only when it is squeezed."""
CEILING = -5.0
"""dBFS of the highest true peak. The encoder adds up to 2.7, which stays below -2."""
REACH = 0.005
"""Seconds over which the limiter falls before a peak, and rises after it."""
HEARD = -40.0
"""dB below a line's peak at which it begins and ends: a soft consonant is heard, noise is not."""
QUIETEST = -50.0
"""dBFS of a line's peak below which nothing was said."""
FADE = 0.004
"""Seconds at both ends of a line."""
GRID = 100
"""Lengths of lines are whole hundredths of a second, as those of cues are."""
LONGEST_SILENCE = 5.0
"""Seconds without a sound inside a hold. A longer pause, of at most ten, has a tick in its middle, so ticks
are further apart than that and nowhere near the words."""
TICK = -32.0
SOFT_TICK = -38.0
"""dBFS of its peak."""
TICK_HERTZ = 660.0
TICK_SECONDS = 0.06
TICK_FADE = 200.0
"""How fast it dies away, by the second."""

_BLOCK = 0.4
"""Seconds over which loudness is measured."""
_ROUNDS = 5
"""Limiting takes some of the loudness, which is made up for and limited again."""
_LEAST_GAIN = 0.3
"""dB of loudness that one more dB before the limiter is taken to give at least."""


def trimmed(samples: "Samples", sample_rate: int) -> Sound:
    """What is heard of a line, from its first sound to its last. Raises SynthesisError when there is none."""
    sound: Sound = samples / 32768
    level = numpy.abs(sound)
    peak = level.max(initial=0.0)
    if peak < _ratio(QUIETEST):
        raise SynthesisError("the voice said nothing for a line: try another voice")
    heard = numpy.flatnonzero(level > peak * _ratio(HEARD))
    fade = round(FADE * sample_rate)
    sound = sound[max(heard[0] - fade, 0) : heard[-1] + fade + 1].copy()
    ramp = numpy.linspace(0, 1, fade, endpoint=False)[: sound.size]
    sound[: ramp.size] *= ramp
    sound[sound.size - ramp.size :] *= ramp[::-1]
    return sound


def seconds_of(sound: Sound, sample_rate: int) -> float:
    """Its length, up to the next hundredth."""
    return -(-sound.size * GRID // sample_rate) / GRID


def loudness(sound: Sound, sample_rate: int) -> float:
    """In LUFS, of the whole."""
    return float(pyloudnorm.Meter(sample_rate, block_size=_BLOCK).integrated_loudness(sound))


def levelled(sound: Sound, sample_rate: int, target: float) -> Sound:
    """The same line at this loudness (LUFS), however high its peaks are then."""
    # Words that are shorter than a block are measured with the silence that is around them.
    around = round(_BLOCK * sample_rate)
    return sound * _ratio(target - loudness(numpy.pad(sound, around), sample_rate))


def limited(sound: Sound, level: Sound, sample_rate: int) -> Sound:
    """No true peak above the ceiling: where one was, all around it is quieter, and the more so the nearer.

    level: the sound's true level.
    """
    ceiling, reach = _ratio(CEILING), round(REACH * sample_rate)
    gain = ceiling / numpy.maximum(level, ceiling)
    # The lowest gain within reach, averaged within reach: nowhere above what its own sample needs.
    padded = numpy.pad(gain, 2 * reach, constant_values=1.0)
    lowest = numpy.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    window = numpy.hanning(2 * reach + 3)[1:-1]
    return sound * numpy.convolve(lowest, window / window.sum(), "valid")


def true_level(sound: Sound) -> Sound:
    """The highest level at each sample and before the next one: of four times as many, by Fourier."""
    # A power of two, which is quick.
    size = 1 << sound.size.bit_length()
    finer: Sound = numpy.fft.irfft(numpy.fft.rfft(sound, size), 4 * size) * 4
    level: Sound = numpy.abs(finer[: 4 * sound.size]).reshape(-1, 4).max(axis=1)
    return level


def ticks(cues: Iterable[Cue]) -> list[float]:
    """When a tick is heard, in seconds: in the middle of every pause that is too long inside a hold."""
    return [
        cue.start + cue.seconds / 2
        for cue in cues
        if cue.hold and not cue.text and cue.seconds > LONGEST_SILENCE
    ]


def tick(sample_rate: int, level: float) -> Sound:
    """A soft knock of this peak (dBFS): a tone that dies away."""
    at = numpy.arange(round(TICK_SECONDS * sample_rate)) / sample_rate
    sound: Sound = numpy.sin(2 * numpy.pi * TICK_HERTZ * at) * at * numpy.exp(-at * TICK_FADE)
    sound *= _ratio(level) / numpy.abs(sound).max()
    return sound


def mix(cues: tuple[Cue, ...], words: Mapping[Line, Sound], sample_rate: int) -> "Samples":
    """A track: the words of each cue at its start, ticks in the holds, and silence.

    words: each line's, trimmed; the cues are as long as these.
    """
    soft = cues[0].soft
    target = SOFT_LOUDNESS if soft else LOUDNESS
    lines = sorted({(cue.text, cue.rate) for cue in cues if cue.text})
    spoken = {line: levelled(words[line], sample_rate, target) for line in lines}
    level = {line: true_level(sound) for line, sound in spoken.items()}
    gain, more, gives, before = 0.0, 0.0, 1.0, target
    for _ in range(_ROUNDS):
        louder = _ratio(gain)
        said = {line: limited(spoken[line] * louder, level[line] * louder, sample_rate) for line in lines}
        track = _placed(cues, said, sample_rate)
        now = loudness(track, sample_rate)
        if more:
            gives = min(max((now - before) / more, _LEAST_GAIN), 1.0)
        before, more = now, (target - now) / gives
        gain += more
    knock = tick(sample_rate, SOFT_TICK if soft else TICK)
    for at in ticks(cues):
        _put(track, knock, at, sample_rate)
    return numpy.round(track[:-1] * 32767).astype(numpy.int16)


def _placed(cues: tuple[Cue, ...], said: Mapping[Line, Sound], sample_rate: int) -> Sound:
    track = numpy.zeros(round(cues[-1].end * sample_rate) + 1)
    for cue in cues:
        if cue.text:
            _put(track, said[cue.text, cue.rate], cue.start, sample_rate)
    return track


def _put(track: Sound, sound: Sound, at: float, sample_rate: int) -> None:
    # A start is rounded to a sample, so the last line may end half a sample after the track.
    begin = round(at * sample_rate)
    track[begin : begin + sound.size] += sound


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))
