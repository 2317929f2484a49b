"""A Reply, which a handler returns, and the response to Alexa that is made from it."""

from dataclasses import dataclass, replace

from ask_sdk_model import Response
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from skill.conversation.exchange.card import Card
from skill.conversation.exchange.player import Audio, directives_of
from skill.conversation.exchange.policy import Ending, ending
from skill.conversation.exchange.turn import Turn
from skill.conversation.state.coaching import Coaching
from skill.knowledge.phrases import Question
from skill.voice.limits import MAX_SPEECH_CHARACTERS
from skill.voice.speech import Piece, Said, Speech, words_in
from skill.voice.ssml import to_ssml, to_ssml_within


@dataclass(frozen=True)
class Reply:
    """An answer, and the question that it ends with."""

    said: Speech | str = ()
    """The words that are said before the question."""
    card: Card | None = None
    question: Question | None = None
    """The question at the end; None without one. A one-shot leaves it out unless the reply insists."""
    insists: bool = False
    """True if the question is asked in a one-shot as well, which keeps the session open."""
    is_aside: bool = False
    """True if the reply ends with the question of a cramp or a routine, while one is under way."""
    misses: int = 0
    """The number of requests in a row that were not understood, this one included."""
    asked_as: Piece | None = None
    """The question in the words and the voice of a routine; None for the usual wording."""
    audio: Audio | None = None
    """The order to the audio player; None without one."""

    @property
    def speech(self) -> Speech:
        """The words that are said before the question, as pieces of speech."""
        if isinstance(self.said, str):
            return (self.said,) if self.said else ()
        return self.said


def respond(turn: Turn, reply: Reply) -> Response:
    """Return the response for a reply: escaped, cut to the platform's limits, with shouldEndSession set.

    The session is written into it. It stays open if the reply ends with a question. A request that takes no
    speech gets the order to the player alone.
    """
    if not turn.may_speak:
        return Response(directives=directives_of(reply.audio))
    session = turn.session
    end = _ending(turn, reply)
    if end.pauses and turn.playing:
        session.coaching = Coaching(turn.progress.plan, turn.playing.place) if turn.progress else None
    if end.question is not Question.WHERE:
        session.minutes = None
    emergency_number = turn.library.emergency_numbers.of(turn.locale)
    answer = tuple(_with_number(piece, emergency_number) for piece in reply.speech)
    question = _question_speech(turn, reply, end.question)
    session.asked = end.question
    # A part of a routine is not kept: the coach finds the cue that is to be repeated.
    session.last = () if reply.asked_as else reply.speech
    session.misses = reply.misses
    turn.save_session()
    return Response(
        output_speech=_output_speech(answer, question),
        card=_card(reply.card, answer, emergency_number),
        reprompt=_reprompt(turn, end.question),
        directives=directives_of(end.audio),
        should_end_session=end.question is None,
    )


def _output_speech(answer: Speech, question: Speech) -> SsmlOutputSpeech | None:
    if not answer and not question:
        return None
    return SsmlOutputSpeech(ssml=to_ssml_within(MAX_SPEECH_CHARACTERS, answer, question))


def _ending(turn: Turn, reply: Reply) -> Ending:
    question, insists = reply.question, reply.insists
    if reply.is_aside and (open_question := turn.question_to_return_to):
        question, insists = open_question, True
    return ending(
        question if insists or turn.session.stays_open else None,
        reply.audio,
        turn.session,
        playing=turn.playing,
        has_track=turn.player.has_track,
    )


def _question_speech(turn: Turn, reply: Reply, question: Question | None) -> Speech:
    """Return the question as speech: in the routine's own words, or in the wording whose turn it is."""
    if question is None:
        return ()
    usual = turn.take_turns(f"ask {question}", turn.library.phrases.questions[question].ask)
    return (reply.asked_as or _with_name(usual, turn),)


def _with_name(text: str, turn: Turn) -> str:
    """Return the text with the name of the offered routine or stretch in place of {routine}."""
    return text.replace("{routine}", turn.library.called(turn.session.offered or "") or "")


def _with_number(piece: Piece, emergency_number: str) -> Piece:
    text = words_in(piece)
    if "{emergency}" not in text:
        return piece
    text = text.replace("{emergency}", emergency_number)
    return replace(piece, text=text) if isinstance(piece, Said) else text


def _reprompt(turn: Turn, question: Question | None) -> Reprompt | None:
    text = turn.library.phrases.questions[question].reprompt if question else None
    if text is None:
        return None
    return Reprompt(output_speech=SsmlOutputSpeech(ssml=to_ssml((_with_name(text, turn),))))


def _card(card: Card | None, answer: Speech, emergency_number: str) -> SimpleCard | None:
    if card is None:
        return None
    return SimpleCard(title=card.title, content=card.content(answer, emergency_number))
