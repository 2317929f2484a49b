"""Samples as MP3, by LAME."""

from typing import TYPE_CHECKING

import lameenc

if TYPE_CHECKING:
    from skill.audio.synthesis import Samples

KILOBITS = 64
"""A second: constant, so that a player finds a moment by counting bytes."""
QUALITY = 2
"""LAME's 0 to 9, best first: near the best, and several times as fast."""
SAMPLE_RATES = (22_050, 24_000)
"""Of a file, in hertz: a voice at another rate is made to fit."""

SOFTENED = 0.95
"""What LAME's own settings for this bit rate multiply all samples by."""


def mp3(samples: "Samples", sample_rate: int) -> bytes:
    """The samples, mono. Decoded, they begin 0.05 s later and are at most 0.08 s longer: LAME's padding."""
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_bit_rate(KILOBITS)
    encoder.set_quality(QUALITY)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate if sample_rate in SAMPLE_RATES else SAMPLE_RATES[-1])
    louder = (samples / SOFTENED).round().clip(-32768, 32767).astype(samples.dtype)
    return bytes(encoder.encode(louder.tobytes()) + encoder.flush())
