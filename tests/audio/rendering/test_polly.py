"""Amazon Polly as the voice, its answers given by botocore's own stub."""

import io
import sys
from typing import Any

import pytest

from skill.audio.rendering.polly import Polly
from skill.audio.rendering.synthesis import SynthesisError

boto3 = pytest.importorskip("boto3", reason="boto3 is not installed")
soundfile = pytest.importorskip("soundfile", reason="soundfile is not installed")
numpy = pytest.importorskip("numpy", reason="rendering is not installed")
stub = pytest.importorskip("botocore.stub", reason="boto3 is not installed")
response = pytest.importorskip("botocore.response", reason="boto3 is not installed")

ASKED = {
    "Engine": "neural",
    "VoiceId": "Joanna",
    "OutputFormat": "ogg_vorbis",
    "SampleRate": "24000",
    "TextType": "ssml",
    "Text": '<speak><prosody rate="85%">Warm &amp; easy.</prosody></speak>',
}


def client() -> Any:
    return boto3.client(
        "polly", region_name="us-east-1", aws_access_key_id="none", aws_secret_access_key="none"
    )


def spoken(seconds: float) -> Any:
    """As Polly answers: a tone as Ogg Vorbis."""
    file = io.BytesIO()
    tone = numpy.sin(numpy.arange(round(seconds * 24_000)) / 20) / 2
    soundfile.write(file, tone, 24_000, format="OGG", subtype="VORBIS")
    return response.StreamingBody(io.BytesIO(file.getvalue()), len(file.getvalue()))


def test_it_is_asked_for_a_line_at_its_rate_and_answers_with_samples() -> None:
    polly, said = client(), []
    with stub.Stubber(polly) as amazon:
        amazon.add_response("synthesize_speech", {"AudioStream": spoken(1.5)}, ASKED)
        sounds = Polly("Joanna", polly).say([("Warm & easy.", 0.85)], lambda: said.append(1))
    assert len(said) == 1
    samples = numpy.frombuffer(sounds["Warm & easy.", 0.85], "<i2")
    assert samples.size == 36_000
    assert abs(samples).max() == pytest.approx(32_767 / 2, rel=0.1)


def test_a_refusal_says_what_amazon_said_and_what_to_do() -> None:
    polly = client()
    with stub.Stubber(polly) as amazon:
        amazon.add_client_error("synthesize_speech", "AccessDeniedException", "not authorized")
        with pytest.raises(SynthesisError, match=r"not authorized.*aws configure"):
            Polly("Joanna", polly).say([("Hello.", 1.0)], lambda: None)


def test_each_voice_has_its_own_identity() -> None:
    assert Polly("Joanna", client()).identity != Polly("Matthew", client()).identity


def test_without_a_region_it_says_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/none")
    with pytest.raises(SynthesisError, match="AWS_DEFAULT_REGION"):
        Polly("Joanna")


@pytest.mark.parametrize("name", ["boto3", "soundfile"])
def test_what_is_not_installed_is_told_with_the_command_that_installs_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(SynthesisError, match=rf'{name} is missing.*pip install -e "\.\[polly\]"'):
        Polly("Joanna")
