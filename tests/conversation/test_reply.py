"""The one way out."""

from ask_sdk_model import IntentRequest, LaunchRequest
from ask_sdk_model.interfaces.audioplayer import PlaybackFinishedRequest

from skill.conversation.exchange.card import Card
from skill.conversation.exchange.reply import Reply, respond
from skill.conversation.exchange.turn import Turn
from skill.knowledge.library import Library
from skill.knowledge.phrases import Question
from skill.knowledge.sources import Source
from skill.voice.limits import MAX_CARD_CHARACTERS, MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause
from tests.conversation.turns import Turns


def _ssml(reply: Reply, turn: Turn) -> str:
    speech = respond(turn, reply).output_speech
    assert speech is not None
    return str(speech.to_dict()["ssml"])


def test_what_xml_would_take_for_a_tag_is_escaped(turns: Turns) -> None:
    assert "Salt &amp; water &lt;3&gt; twice" in _ssml(Reply(("Salt & water <3> twice",)), turns.make())


def test_an_emergency_number_is_spoken_digit_by_digit(turns: Turns) -> None:
    ssml = _ssml(Reply(("Call {emergency}.",)), turns.make(LaunchRequest(locale="en-GB")))
    assert ssml == '<speak>Call <say-as interpret-as="digits">999</say-as>.</speak>'


def test_without_a_question_the_session_is_closed(turns: Turns) -> None:
    response = respond(turns.make(), Reply(("Good night.",)))
    assert response.should_end_session is True
    assert response.reprompt is None


def test_a_question_is_left_out_for_somebody_who_asked_one_thing_only(turns: Turns) -> None:
    one_shot = respond(turns.make(IntentRequest()), Reply(("An answer.",), question=Question.TIP))
    assert one_shot.should_end_session is True


def test_a_question_that_needs_an_answer_is_asked_of_everybody(turns: Turns) -> None:
    reply = Reply(("Hold.",), question=Question.EASING, insists=True)
    response = respond(turns.make(IntentRequest()), reply)
    assert response.should_end_session is False
    assert response.reprompt is not None


def test_the_soft_question_at_the_end_of_the_routine_has_no_reprompt(turns: Turns) -> None:
    reply = Reply(("Rest.",), question=Question.SETTLE, insists=True)
    response = respond(turns.make(), reply)
    assert response.should_end_session is False
    assert response.reprompt is None


def test_a_speech_that_is_too_long_is_cut_and_still_ends_with_its_question(turns: Turns) -> None:
    long = Reply(
        tuple(f"Line {number} & so on." for number in range(900)),
        question=Question.EASING,
        insists=True,
    )
    ssml = _ssml(long, turns.make())
    assert len(ssml) <= MAX_SPEECH_CHARACTERS
    assert ssml.startswith("<speak>Line 0 &amp; so on.")
    assert ssml.endswith("Is it easing?</speak>")


def test_one_endless_sentence_is_cut_between_words(turns: Turns) -> None:
    ssml = _ssml(Reply(("stretch " * 2000,)), turns.make())
    assert len(ssml) <= MAX_SPEECH_CHARACTERS
    assert ssml.endswith("stretch</speak>")


def test_a_card_carries_text_strength_and_sources_and_fits(turns: Turns) -> None:
    source = Source("Leg cramps", "A hospital", "a hospital", "https://hospital.example/cramps")
    reply = Reply(
        ("Toes up.", Pause(3), "And let go."), Card("Tip", strength="Well tested.", sources=(source,))
    )
    card = respond(turns.make(), reply).card
    assert card is not None
    content = str(card.to_dict()["content"])
    assert content.startswith("Toes up. And let go.\n\nWell tested.")
    assert "- Leg cramps. A hospital. https://hospital.example/cramps" in content
    huge = respond(turns.make(), Reply(("word " * 3000,), Card("Tip"))).card
    assert huge is not None
    assert len(str(huge.to_dict()["content"])) + len("Tip") <= MAX_CARD_CHARACTERS


def test_where_speech_is_not_allowed_nothing_is_said(turns: Turns) -> None:
    playing = turns.make(PlaybackFinishedRequest(), session=False)
    reply = Reply(("Hello.",), Card("Hello"), Question.TIP, insists=True)
    assert not any(respond(playing, reply).to_dict().values())


def test_wordings_take_turns(turns: Turns) -> None:
    same = turns.make()
    same.session.stays_open = True
    asked = [_ssml(Reply(("Tip.",), question=Question.TIP), same) for _ in range(3)]
    assert len(set(asked)) == 3


def test_every_question_has_its_words(library: Library) -> None:
    assert set(library.phrases.questions) == {question.value for question in Question}
