"""Speech as SSML, and back."""

from xml.etree import ElementTree

import pytest

from skill.voice.speech import Pause, text_of
from skill.voice.ssml import fitting, from_ssml, to_ssml


def test_words_and_pauses_in_their_order() -> None:
    assert to_ssml(("Hold.", Pause(4.5), "Let go.")) == (
        '<speak>Hold. <break time="4500ms"/> Let go.</speak>'
    )


@pytest.mark.parametrize(("seconds", "breaks"), [(10, 1), (10.5, 2), (25, 3)])
def test_a_long_pause_becomes_several_breaks(seconds: float, breaks: int) -> None:
    ssml = to_ssml((Pause(seconds),))
    assert ssml.count("<break") == breaks
    assert sum(piece.seconds for piece in from_ssml(ssml) if isinstance(piece, Pause)) == seconds


@pytest.mark.parametrize("text", ["a < b & c > d", 'say "hold"', "null\x00 and bell\x07", "half \ud800 pair"])
def test_whatever_the_words_the_result_is_xml(text: str) -> None:
    ElementTree.fromstring(to_ssml((text,)))


@pytest.mark.parametrize("number", ["911", "999", "112"])
def test_emergency_numbers_are_digits_and_nothing_else_is(number: str) -> None:
    assert f'<say-as interpret-as="digits">{number}</say-as>' in to_ssml((f"Call {number} now.",))
    assert "say-as" not in to_ssml((f"In {number}0 steps.",))


def test_what_is_written_is_read_again() -> None:
    speech = ("Call 911 & hold.", Pause(2.0), "Let go.")
    assert from_ssml(to_ssml(speech)) == speech


def test_tags_fall_away_and_their_words_stay() -> None:
    assert from_ssml('<speak><prosody rate="slow">Breathe <emphasis>out</emphasis></prosody>.</speak>') == (
        "Breathe out.",
    )


@pytest.mark.parametrize(
    ("ssml", "message"),
    [
        ("<speak>open", "not well-formed"),
        ("<p>Hello</p>", "root is <p>"),
        ('<speak><break time="11s"/></speak>', "longer than Alexa's 10 s"),
        ('<speak><break time="long"/></speak>', "write it as"),
        ("<speak><break/></speak>", "write it as"),
    ],
)
def test_what_alexa_would_refuse_is_refused(ssml: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_ssml(ssml)


def test_fitting_keeps_what_fits_from_the_beginning() -> None:
    speech = ("One two three.", Pause(1), "Four five six.")
    assert fitting(speech, 1000) == speech
    short = fitting(speech, 50)
    assert len(to_ssml(short)) <= 50
    assert text_of(speech).startswith(text_of(short))
    assert fitting(speech, 3) == ()
