"""Amazon Polly as the voice: the voices that Alexa's customers know, for those with an AWS account.

https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
"""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from skill.audio.synthesis import Line, SynthesisError
from skill.audio.tracks import digest

if TYPE_CHECKING:
    from skill.audio.synthesis import Samples

INSTALL = 'pip install -e ".[polly]"'
ENGINE = "neural"
FORMAT = "ogg_vorbis"
"""Its PCM ends at 16,000 Hz. Of what has 24,000, Vorbis has no delay at its beginning, as MP3 has."""
SAMPLE_RATE = 24_000
AT_ONCE = 4
"""Requests: Polly takes eight a second of a neural voice."""


class Polly:
    """A neural voice of Amazon Polly's. It costs money, by the letter."""

    sample_rate = SAMPLE_RATE

    def __init__(self, voice: str, client: Any = None) -> None:
        """voice: its id, as Joanna; client: boto3's, for Polly.

        Raises SynthesisError without boto3, or without a region.
        """
        self._voice = voice
        self._client = client or _client()

    @property
    def identity(self) -> str:
        """A hash of the voice's name and of how it is asked. What Amazon makes of that may change unseen."""
        return digest(f"polly {self._voice} {ENGINE} {FORMAT} {SAMPLE_RATE}")

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> "dict[Line, Samples]":
        """Each line, said."""
        said = {}
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for line, samples in zip(lines, threads.map(self._said, lines), strict=True):
                said[line] = samples
                progress()
        return said

    def _said(self, line: Line) -> "Samples":
        from botocore.exceptions import BotoCoreError, ClientError

        text, rate = line
        try:
            answer = self._client.synthesize_speech(
                Engine=ENGINE,
                VoiceId=self._voice,
                OutputFormat=FORMAT,
                SampleRate=str(SAMPLE_RATE),
                TextType="ssml",
                Text=f'<speak><prosody rate="{rate:.0%}">{escape(text)}</prosody></speak>',
            )
            return _samples(answer["AudioStream"].read())
        except (BotoCoreError, ClientError) as error:
            raise SynthesisError(
                f"Amazon Polly did not speak: {error}. It needs credentials that may use "
                "polly:SynthesizeSpeech (aws configure, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)"
            ) from None


def _client() -> Any:
    try:
        import boto3
        import soundfile  # noqa: F401 - asked for now, so that nothing is said in vain without it
        from botocore.exceptions import BotoCoreError
    except ImportError as error:
        raise SynthesisError(f"{error.name} is missing, which Amazon Polly needs: {INSTALL}") from None
    try:
        return boto3.client("polly")
    except BotoCoreError as error:
        raise SynthesisError(f"{error}: set AWS_DEFAULT_REGION, to us-east-1 for example") from None


def _samples(ogg: bytes) -> "Samples":
    import soundfile

    samples: Samples
    samples, rate = soundfile.read(io.BytesIO(ogg), dtype="int16")
    if rate != SAMPLE_RATE:
        raise SynthesisError(f"Amazon Polly spoke at {rate} Hz: {SAMPLE_RATE} was asked for")
    return samples
