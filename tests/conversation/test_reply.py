"""The one way out."""

from collections.abc import Callable

import pytest
from ask_sdk_core.attributes_manager import AttributesManager
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import IntentRequest, LaunchRequest, Request, RequestEnvelope
from ask_sdk_model import Session as SentSession
from ask_sdk_model.interfaces.audioplayer import PlaybackFinishedRequest

from skill.conversation.reply import Card, Reply
from skill.conversation.turn import session_of
from skill.knowledge.library import Library
from skill.knowledge.phrases import Question
from skill.knowledge.sources import Source
from skill.voice.limits import MAX_CARD_CHARACTERS, MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause

Inputs = Callable[..., HandlerInput]


@pytest.fixture
def handler_input() -> Inputs:
    def make(request: Request | None = None, *, session: bool = True) -> HandlerInput:
        envelope = RequestEnvelope(
            request=request or LaunchRequest(locale="en-US"), session=SentSession() if session else None
        )
        return HandlerInput(request_envelope=envelope, attributes_manager=AttributesManager(envelope))

    return make


def _ssml(reply: Reply, handler_input: HandlerInput, library: Library) -> str:
    speech = reply.respond(handler_input, library).output_speech
    assert speech is not None
    return str(speech.to_dict()["ssml"])


def test_what_xml_would_take_for_a_tag_is_escaped(handler_input: Inputs, library: Library) -> None:
    assert "Salt &amp; water &lt;3&gt; twice" in _ssml(
        Reply(("Salt & water <3> twice",)), handler_input(), library
    )


def test_an_emergency_number_is_spoken_digit_by_digit(handler_input: Inputs, library: Library) -> None:
    ssml = _ssml(Reply(("Call {emergency}.",)), handler_input(LaunchRequest(locale="en-GB")), library)
    assert ssml == '<speak>Call <say-as interpret-as="digits">999</say-as>.</speak>'


def test_without_a_question_the_session_is_closed(handler_input: Inputs, library: Library) -> None:
    response = Reply(("Good night.",)).respond(handler_input(), library)
    assert response.should_end_session is True
    assert response.reprompt is None


def test_a_question_is_left_out_for_whoever_asked_only_one_thing(
    handler_input: Inputs, library: Library
) -> None:
    one_shot = Reply(("An answer.",), question=Question.TIP).respond(handler_input(IntentRequest()), library)
    assert one_shot.should_end_session is True


def test_a_question_that_needs_an_answer_is_asked_of_everybody(
    handler_input: Inputs, library: Library
) -> None:
    reply = Reply(("Hold.",), question=Question.EASING, needs_answer=True)
    response = reply.respond(handler_input(IntentRequest()), library)
    assert response.should_end_session is False
    assert response.reprompt is not None


def test_the_soft_question_at_the_end_of_the_routine_has_no_reprompt(
    handler_input: Inputs, library: Library
) -> None:
    reply = Reply(("Rest.",), question=Question.SETTLE, needs_answer=True)
    response = reply.respond(handler_input(), library)
    assert response.should_end_session is False
    assert response.reprompt is None


def test_a_speech_that_is_too_long_is_cut_and_still_ends_with_its_question(
    handler_input: Inputs, library: Library
) -> None:
    long = Reply(
        tuple(f"Line {number} & so on." for number in range(900)),
        question=Question.EASING,
        needs_answer=True,
    )
    ssml = _ssml(long, handler_input(), library)
    assert len(ssml) <= MAX_SPEECH_CHARACTERS
    assert ssml.startswith("<speak>Line 0 &amp; so on.")
    assert ssml.endswith("Is it easing?</speak>")


def test_one_endless_sentence_is_cut_between_words(handler_input: Inputs, library: Library) -> None:
    ssml = _ssml(Reply(("stretch " * 2000,)), handler_input(), library)
    assert len(ssml) <= MAX_SPEECH_CHARACTERS
    assert ssml.endswith("stretch</speak>")


def test_a_card_carries_text_strength_and_sources_and_fits(handler_input: Inputs, library: Library) -> None:
    source = Source("Leg cramps", "A hospital", "a hospital", "https://hospital.example/cramps")
    reply = Reply(
        ("Toes up.", Pause(3), "And let go."), Card("Tip", strength="Well tested.", sources=(source,))
    )
    card = reply.respond(handler_input(), library).card
    assert card is not None
    content = str(card.to_dict()["content"])
    assert content.startswith("Toes up. And let go.\n\nWell tested.")
    assert "- Leg cramps. A hospital. https://hospital.example/cramps" in content
    huge = Reply(("word " * 3000,), Card("Tip")).respond(handler_input(), library).card
    assert huge is not None
    assert len(str(huge.to_dict()["content"])) + len("Tip") <= MAX_CARD_CHARACTERS


def test_where_speech_is_not_allowed_nothing_is_said(handler_input: Inputs, library: Library) -> None:
    playing = handler_input(PlaybackFinishedRequest(), session=False)
    reply = Reply(("Hello.",), Card("Hello"), Question.TIP, needs_answer=True)
    assert not any(reply.respond(playing, library).to_dict().values())


def test_wordings_take_turns(handler_input: Inputs, library: Library) -> None:
    same = handler_input()
    session_of(same).staying = True
    asked = [_ssml(Reply(("Tip.",), question=Question.TIP), same, library) for _ in range(3)]
    assert len(set(asked)) == 3


def test_every_question_has_its_words(library: Library) -> None:
    assert set(library.phrases.questions) == {question.value for question in Question}
