"""Samples encoded as MP3, by LAME."""

import lameenc

from skill.audio.rendering.recipe import RECIPE
from skill.audio.rendering.samples import Samples


def mp3(samples: Samples, sample_rate: int) -> bytes:
    """Return the samples as an MP3 file.

    When it is decoded, the sound begins 0.05 s later and is up to 0.08 s longer, which is LAME's padding.
    """
    rates = RECIPE.sample_rates
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_channels(1)
    encoder.set_bit_rate(RECIPE.kilobits)
    encoder.set_quality(RECIPE.quality)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate if sample_rate in rates else rates[-1])
    louder = (samples / RECIPE.encoder_gain).round().clip(-32768, 32767).astype(samples.dtype)
    return bytes(encoder.encode(louder.tobytes()) + encoder.flush())
