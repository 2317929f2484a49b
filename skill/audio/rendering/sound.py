"""The sound of a track: lines trimmed to what is heard of them, placed to the sample, at one loudness.

Samples are numbers from -1 to 1 until the end. Loudness is that of EBU R 128 (ITU-R BS.1770-4). All settings
are in recipe.py, with their sources.
"""

from collections.abc import Iterable, Mapping

import numpy
import pyloudnorm

from skill.audio.rendering.recipe import RECIPE
from skill.audio.rendering.samples import Samples, Sound
from skill.audio.rendering.synthesis import Line, Pcm, SynthesisError
from skill.coach.cue import Cue


def trimmed(pcm: Pcm, sample_rate: int) -> Sound:
    """Return what is heard of a line, from its first sound to its last one.

    Raises SynthesisError when the line is silent.
    """
    sound: Sound = numpy.frombuffer(pcm, "<i2") / 32768
    level = numpy.abs(sound)
    peak = level.max(initial=0.0)
    if peak < _ratio(RECIPE.silent):
        raise SynthesisError("the voice said nothing for a line: try another voice")
    heard = numpy.flatnonzero(level > peak * _ratio(RECIPE.audible))
    fade = round(RECIPE.fade_seconds * sample_rate)
    sound = sound[max(heard[0] - fade, 0) : heard[-1] + fade + 1].copy()
    ramp = numpy.linspace(0, 1, fade, endpoint=False)[: sound.size]
    sound[: ramp.size] *= ramp
    sound[sound.size - ramp.size :] *= ramp[::-1]
    return sound


def seconds_of(sound: Sound, sample_rate: int) -> float:
    """Return the length of a sound in seconds, rounded up to the next hundredth."""
    return -(-sound.size * RECIPE.steps_a_second // sample_rate) / RECIPE.steps_a_second


def loudness(sound: Sound, sample_rate: int) -> float:
    """Return the integrated loudness of a sound, in LUFS."""
    meter = pyloudnorm.Meter(sample_rate, block_size=RECIPE.loudness_block_seconds)
    return float(meter.integrated_loudness(sound))


def levelled(sound: Sound, sample_rate: int, target: float) -> Sound:
    """Return a line at this loudness, in LUFS. Its peaks may be above 1 then."""
    # A line that is shorter than one block of the measurement is measured with the silence around it.
    around = round(RECIPE.loudness_block_seconds * sample_rate)
    return sound * _ratio(target - loudness(numpy.pad(sound, around), sample_rate))


def limited(sound: Sound, level: Sound, sample_rate: int) -> Sound:
    """Return the sound with its true peaks below the ceiling. Around a peak it gets quieter smoothly.

    level: the true level of the sound, as true_level returns it.
    """
    ceiling, reach = _ratio(RECIPE.ceiling), round(RECIPE.limiter_seconds * sample_rate)
    gain = ceiling / numpy.maximum(level, ceiling)
    # The lowest gain within reach is averaged within reach. So no sample gets more gain than it can take.
    padded = numpy.pad(gain, 2 * reach, constant_values=1.0)
    lowest = numpy.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).min(axis=1)
    window = numpy.hanning(2 * reach + 3)[1:-1]
    return sound * numpy.convolve(lowest, window / window.sum(), "valid")


def true_level(sound: Sound) -> Sound:
    """Return the highest level from each sample up to the next one, found at four times the sample rate.

    The samples between are computed by a Fourier transform.
    """
    # The transform is fast for a power of two.
    size = 1 << sound.size.bit_length()
    finer: Sound = numpy.fft.irfft(numpy.fft.rfft(sound, size), 4 * size) * 4
    level: Sound = numpy.abs(finer[: 4 * sound.size]).reshape(-1, 4).max(axis=1)
    return level


def ticks(cues: Iterable[Cue]) -> list[float]:
    """Return the seconds at which a tick is heard: in the middle of every long pause inside a hold."""
    return [
        cue.start + cue.seconds / 2
        for cue in cues
        if cue.hold and not cue.text and cue.seconds > RECIPE.longest_silence
    ]


def tick(sample_rate: int, level: float) -> Sound:
    """Return a tick, a tone that dies away, whose peak is at this level in dBFS."""
    at = numpy.arange(round(RECIPE.tick_seconds * sample_rate)) / sample_rate
    tone = numpy.sin(2 * numpy.pi * RECIPE.tick_hertz * at)
    sound: Sound = tone * at * numpy.exp(-at * RECIPE.tick_decay)
    sound *= _ratio(level) / numpy.abs(sound).max()
    return sound


def mix(cues: tuple[Cue, ...], words: Mapping[Line, Sound], sample_rate: int) -> Samples:
    """Return a track: the words of each cue at its start, ticks in the holds, and silence everywhere else.

    words: the trimmed sound of each line. A cue with words has to be as long as its sound.
    """
    soft = cues[0].soft
    target = RECIPE.soft_loudness if soft else RECIPE.loudness
    lines = sorted({(cue.text, cue.rate) for cue in cues if cue.text})
    spoken = {line: levelled(words[line], sample_rate, target) for line in lines}
    level = {line: true_level(sound) for line, sound in spoken.items()}
    gain, added, effect, before = 0.0, 0.0, 1.0, target
    for _ in range(RECIPE.limiter_rounds):
        louder = _ratio(gain)
        limited_lines = {
            line: limited(spoken[line] * louder, level[line] * louder, sample_rate) for line in lines
        }
        track = _placed(cues, limited_lines, sample_rate)
        now = loudness(track, sample_rate)
        if added:
            effect = min(max((now - before) / added, RECIPE.least_gain), 1.0)
        before, added = now, (target - now) / effect
        gain += added
    sound = tick(sample_rate, RECIPE.soft_tick if soft else RECIPE.tick)
    for at in ticks(cues):
        _put(track, sound, at, sample_rate)
    return numpy.round(track[:-1] * 32767).astype(numpy.int16)


def _placed(cues: tuple[Cue, ...], sounds: Mapping[Line, Sound], sample_rate: int) -> Sound:
    track = numpy.zeros(round(cues[-1].end * sample_rate) + 1)
    for cue in cues:
        if cue.text:
            _put(track, sounds[cue.text, cue.rate], cue.start, sample_rate)
    return track


def _put(track: Sound, sound: Sound, at: float, sample_rate: int) -> None:
    # A start is rounded to a sample, so the last line may end half a sample after the track.
    begin = round(at * sample_rate)
    track[begin : begin + sound.size] += sound


def _ratio(decibels: float) -> float:
    return float(10 ** (decibels / 20))
