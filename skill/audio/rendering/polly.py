"""Amazon Polly as the voice: the voices that Alexa's customers know. It needs an AWS account.

https://docs.aws.amazon.com/polly/latest/dg/API_SynthesizeSpeech.html
"""

import io
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.sax.saxutils import escape

from skill.audio.playback.tracks import digest
from skill.audio.rendering.synthesis import Line, Pcm, SynthesisError

# boto3 and soundfile are optional, so they are imported in functions: only for a person who chose Polly.

INSTALL = 'pip install -e ".[polly]"'
ENGINE = "neural"
FORMAT = "ogg_vorbis"
"""The audio format. Polly's PCM has at most 16,000 Hz. Of its formats with 24,000 Hz, Vorbis adds no delay at
the beginning, while MP3 does."""
SAMPLE_RATE = 24_000
"""The sample rate of what Polly says, in hertz."""
REQUESTS_AT_ONCE = 4
"""The number of requests at the same time. Polly takes eight a second for a neural voice."""


class Polly:
    """A neural voice of Amazon Polly's. Amazon charges for it by the character."""

    sample_rate = SAMPLE_RATE

    def __init__(self, voice: str, client: Any = None) -> None:
        """Make a voice. Raises SynthesisError without boto3, without soundfile, or without an AWS region.

        voice: the id of the voice, such as Joanna.
        client: boto3's client for Polly. Without one it is made from the person's AWS settings.
        """
        self._voice = voice
        self._client = client or _client()

    @property
    def identity(self) -> str:
        """A hash of the voice's id and the request's settings. Amazon may change a voice without notice."""
        return digest(f"polly {self._voice} {ENGINE} {FORMAT} {SAMPLE_RATE}")

    def say(self, lines: Sequence[Line], progress: Callable[[], None]) -> dict[Line, Pcm]:
        """Return the sound of each line."""
        sounds = {}
        with ThreadPoolExecutor(REQUESTS_AT_ONCE) as threads:
            for line, pcm in zip(lines, threads.map(self._say_line, lines), strict=True):
                sounds[line] = pcm
                progress()
        return sounds

    def _say_line(self, line: Line) -> Pcm:
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
            return _pcm(answer["AudioStream"].read())
        except (BotoCoreError, ClientError) as error:
            raise SynthesisError(
                f"Amazon Polly did not speak: {error}. It needs credentials that may use "
                "polly:SynthesizeSpeech (aws configure, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)"
            ) from None


def _client() -> Any:
    try:
        import boto3
        import soundfile  # noqa: F401 - tried now, before Amazon charges for speech that could not be read
        from botocore.exceptions import BotoCoreError
    except ImportError as error:
        raise SynthesisError(f"{error.name} is missing, which Amazon Polly needs: {INSTALL}") from None
    try:
        return boto3.client("polly")
    except BotoCoreError as error:
        raise SynthesisError(f"{error}: set AWS_DEFAULT_REGION, to us-east-1 for example") from None


def _pcm(ogg: bytes) -> Pcm:
    import soundfile

    samples, rate = soundfile.read(io.BytesIO(ogg), dtype="int16")
    if rate != SAMPLE_RATE:
        raise SynthesisError(f"Amazon Polly spoke at {rate} Hz: {SAMPLE_RATE} was asked for")
    return bytes(samples.astype("<i2").tobytes())
