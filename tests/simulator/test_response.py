from typing import Any

import pytest

from skill.simulator.response import PlatformFault, read_response
from skill.voice.speech import Pause
from tests.simulator.toy_skill import envelope

SILENT = [
    "AudioPlayer.PlaybackStarted",
    "PlaybackController.NextCommandIssued",
    "SessionEndedRequest",
    "AlexaSkillEvent.SkillDisabled",
    "System.ExceptionEncountered",
]


def fault_of(response: object, request_type: str = "IntentRequest") -> str:
    with pytest.raises(PlatformFault) as fault:
        read_response(response, request_type)
    return str(fault.value)


def test_a_good_answer_is_read_whole() -> None:
    card = {"type": "Simple", "title": "Cramps", "content": "a < b"}
    read = read_response(
        envelope('One. <break time="2s"/> Two.', reprompt="Well?", end=False, attributes={"a": 1}, card=card),
        "IntentRequest",
    )
    assert read.speech == ("One.", Pause(2.0), "Two.")
    assert read.ssml == '<speak>One. <break time="2s"/> Two.</speak>'
    assert (read.reprompt, read.card, read.attributes) == (("Well?",), card, {"a": 1})
    assert read.should_end_session is False


def test_plain_text_is_speech_without_ssml() -> None:
    read = read_response(envelope(outputSpeech={"type": "PlainText", "text": "Hi  there"}), "LaunchRequest")
    assert (read.speech, read.ssml) == (("Hi there",), None)


def test_an_empty_answer_says_nothing_and_leaves_the_session_to_the_device() -> None:
    read = read_response({"version": "1.0", "response": {}}, "SessionEndedRequest")
    assert (read.speech, read.should_end_session, read.attributes) == ((), None, {})


def test_a_null_that_is_written_out_opens_the_microphone() -> None:
    response = envelope("Well?")
    response["response"]["shouldEndSession"] = None
    assert read_response(response, "IntentRequest").should_end_session is False


@pytest.mark.parametrize("response", [None, [], "no"])
def test_an_answer_must_be_a_json_object(response: object) -> None:
    assert "not a JSON object" in fault_of(response)


def test_an_answer_must_have_a_version() -> None:
    assert "version" in fault_of({"response": {}})


def test_an_answer_has_a_largest_size() -> None:
    assert "bytes" in fault_of(envelope("Hi.", attributes={"blob": "\u00e9" * 62_000}))


def test_speech_has_a_longest_length_tags_included() -> None:
    assert read_response(envelope("x" * (8000 - 15)), "IntentRequest").speech
    assert "8001 characters" in fault_of(envelope("x" * (8001 - 15)))


def test_a_reprompt_has_the_same_longest_length() -> None:
    assert "reprompt" in fault_of(envelope("Well?", reprompt="x" * 8000, end=False))


def test_ssml_must_be_well_formed() -> None:
    assert "well-formed" in fault_of(envelope("salt & water"))


def test_a_break_has_a_longest_length() -> None:
    assert "longer than" in fault_of(envelope('<break time="11s"/>'))


def test_a_tag_must_be_one_that_alexa_knows() -> None:
    assert "<b>" in fault_of(envelope("<b>now</b>"))
    assert "<amazon:shout>" in fault_of(envelope("<amazon:shout>now</amazon:shout>"))


def test_amazons_own_tags_need_no_declaration() -> None:
    read = read_response(envelope('<amazon:effect name="whispered">now</amazon:effect>'), "IntentRequest")
    assert read.speech == ("now",)


@pytest.mark.parametrize("said", [{"type": "SSML", "text": "hi"}, {"ssml": "<speak>hi</speak>"}, {}, "hi"])
def test_speech_must_be_ssml_or_plain_text(said: object) -> None:
    assert "outputSpeech" in fault_of(envelope(outputSpeech=said))


def test_a_card_has_a_longest_length_title_included() -> None:
    card = {"type": "Simple", "title": "x" * 4000, "content": "x" * 4001}
    assert "8001" in fault_of(envelope("Hi.", card=card))


def test_a_card_shows_no_ssml() -> None:
    card = {"type": "Standard", "title": "Now", "text": 'Wait. <break time="1s"/>'}
    assert "SSML tag" in fault_of(envelope("Hi.", card=card))


@pytest.mark.parametrize("request_type", SILENT)
@pytest.mark.parametrize(
    "extra",
    [
        {"outputSpeech": {"type": "PlainText", "text": "hi"}},
        {"card": {"type": "Simple", "content": "hi"}},
        {"reprompt": {}},
        {"shouldEndSession": True},
    ],
    ids=lambda extra: next(iter(extra)),
)
def test_only_directives_answer_what_nobody_waits_for(request_type: str, extra: dict[str, Any]) -> None:
    assert next(iter(extra)) in fault_of(envelope(**extra), request_type)


@pytest.mark.parametrize("request_type", SILENT)
def test_directives_answer_what_nobody_waits_for(request_type: str) -> None:
    directives = [{"type": "AudioPlayer.Stop"}]
    assert read_response(envelope(directives=directives), request_type).directives == directives


def test_an_open_microphone_wants_speech() -> None:
    assert "without any speech" in fault_of(envelope(end=False))


def test_an_open_microphone_may_do_without_a_reprompt() -> None:
    assert read_response(envelope("Well?", end=False), "IntentRequest").reprompt is None


@pytest.mark.parametrize("end", [True, None])
def test_a_reprompt_wants_an_open_microphone(end: bool | None) -> None:
    assert "reprompt" in fault_of(envelope("Bye.", reprompt="Well?", end=end))


def test_session_attributes_are_an_object() -> None:
    assert "sessionAttributes" in fault_of({"version": "1.0", "sessionAttributes": [1], "response": {}})


def test_should_end_session_is_a_boolean() -> None:
    assert "boolean" in fault_of(envelope("Hi.", shouldEndSession="false"))
