"""The recipe: every number that decides how the audio sounds.

A file is named by a hash of its words, its voice and this recipe. When one of these changes, the file has
another name, and the next run renders it again. A change of comments or names leaves all files as they are.
"""

import json
from dataclasses import asdict, dataclass

from skill.audio.playback.tracks import digest


@dataclass(frozen=True)
class Recipe:
    """The settings of the sound and of its encoding, with a version of the code that works with them."""

    version: int = 1
    """The version of the code in sound.py and encoding.py. It has to be raised when that code makes other
    sound of the same words, so that the tracks are rendered again. tests/audio/rendering/test_recipe.py fails
    until that is done."""

    loudness: float = -16.5
    """The loudness of a track by day, in LUFS (EBU R 128). Amazon asks for -14 on average, and may reject
    what is below -19 or has a true peak above -2 dBFS:
    developer.amazon.com/docs/flashbriefing/normalizing-the-loudness-of-audio-content.html. A voice gets as
    loud as -14 only when it is compressed."""
    soft_loudness: float = -18.5
    """The loudness of a track for bed, in LUFS."""
    ceiling: float = -5.0
    """The highest true peak before encoding, in dBFS. The encoder adds 2.7 dB at most, so -2 is kept."""
    limiter_seconds: float = 0.005
    """The time in which the limiter falls before a peak, and in which it rises again after it."""
    limiter_rounds: int = 5
    """The number of times that a track is limited and measured. Limiting takes away some loudness, which is
    added before the next round."""
    least_gain: float = 0.3
    """The least loudness that one more dB before the limiter is expected to give, in dB."""
    loudness_block_seconds: float = 0.4
    """The length of the blocks over which loudness is measured (ITU-R BS.1770-4)."""

    audible: float = -40.0
    """The level at which a line begins and ends, in dB below its own peak. Soft consonants are above it, and
    the voice's noise is below it."""
    silent: float = -50.0
    """The peak below which a line counts as silence, in dBFS."""
    fade_seconds: float = 0.004
    """The length of the fades at both ends of a line."""
    steps_a_second: int = 100
    """The lengths of lines are rounded up to whole steps, because the lengths of cues are rounded to them."""

    longest_silence: float = 5.0
    """The longest silence inside a hold, in seconds. A longer pause gets a tick in its middle. Pauses take at
    most ten seconds, so two ticks are always further apart than this, and no tick is near the words."""
    tick: float = -32.0
    """The peak of a tick by day, in dBFS."""
    soft_tick: float = -38.0
    """The peak of a tick for bed, in dBFS."""
    tick_hertz: float = 660.0
    """The pitch of a tick."""
    tick_seconds: float = 0.06
    """The length of a tick."""
    tick_decay: float = 200.0
    """The rate at which a tick dies away: its level falls as exp(-rate * seconds)."""

    kilobits: int = 64
    """The bit rate, in kilobits per second. It is constant, so that a player finds a moment by its byte."""
    quality: int = 2
    """LAME's quality from 0, the best one, to 9. This one is near the best and several times as fast."""
    sample_rates: tuple[int, ...] = (22_050, 24_000)
    """The sample rates that a file may have, in hertz. A voice with another one is converted to the last."""
    encoder_gain: float = 0.95
    """The factor by which LAME multiplies all samples at this bit rate. It is made up for beforehand."""

    @property
    def identity(self) -> str:
        """A hash of all of these numbers: 32 hexadecimal digits."""
        return digest(json.dumps(asdict(self)))


RECIPE = Recipe()
"""The recipe of every track."""
