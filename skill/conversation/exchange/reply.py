"""A Reply: an answer as a handler gives it, rendered as a response of Alexa's."""

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
from skill.voice.speech import Pause, Piece, Said, Speech, words_in
from skill.voice.ssml import fitting, to_ssml


@dataclass(frozen=True)
class Reply:
    """An answer, and the question that it ends with, if any."""

    said: Speech | str = ()
    card: Card | None = None
    question: Question | None = None
    insists: bool = False
    """True if the question is asked in a one-shot as well, and so opens a session."""
    is_aside: bool = False
    """True if a cramp or a routine that is under way is come back to, in place of the question."""
    misses: int = 0
    """The number of times running that the person was not understood."""
    asked_as: Piece | None = None
    """The question in the words and the voice of a routine."""
    audio: Audio | None = None
    """The order to the audio player."""

    @property
    def speech(self) -> Speech:
        """The words that are said, as pieces."""
        if isinstance(self.said, str):
            return (self.said,) if self.said else ()
        return self.said


def respond(turn: Turn, reply: Reply) -> Response:
    """The response: escaped, bounded, with shouldEndSession set, the session written into it.

    An open microphone comes with a question, and a closed session without one. A request that takes no
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
    number = turn.library.emergency_numbers.of(turn.locale)
    said = tuple(_numbered(piece, number) for piece in reply.speech)
    asked = _asked(turn, reply, end.question)
    speech = (*fitting(said, MAX_SPEECH_CHARACTERS - len(to_ssml(asked))), *asked)
    session.asked = end.question
    # A routine is repeated by the clock.
    session.last = () if reply.asked_as else reply.speech
    session.misses = reply.misses
    turn.save_session()
    return Response(
        output_speech=SsmlOutputSpeech(ssml=to_ssml(speech)) if speech else None,
        card=_card(reply.card, said, number),
        reprompt=_reprompt(turn, end.question),
        directives=directives_of(end.audio),
        should_end_session=end.question is None,
    )


def _ending(turn: Turn, reply: Reply) -> Ending:
    question, insists = reply.question, reply.insists
    if reply.is_aside and (under_way := turn.question_to_return_to):
        question, insists = under_way, True
    return ending(
        question if insists or turn.session.stays_open else None,
        reply.audio,
        turn.session,
        playing=turn.playing,
        has_track=turn.player.has_track,
    )


def _asked(turn: Turn, reply: Reply, question: Question | None) -> Speech:
    """The words of the question: the routine's own, or the wording whose turn it is."""
    if question is None:
        return ()
    usual = turn.take_turns(f"ask {question}", turn.library.phrases.questions[question].ask)
    return (reply.asked_as or _named(usual, turn),)


def _named(text: str, turn: Turn) -> str:
    """The question with the routine named that it is about."""
    return text.replace("{routine}", turn.library.called(turn.session.offered or "") or "")


def _numbered(piece: Piece, number: str) -> Piece:
    if isinstance(piece, Pause):
        return piece
    text = words_in(piece).replace("{emergency}", number)
    return replace(piece, text=text) if isinstance(piece, Said) else text


def _reprompt(turn: Turn, question: Question | None) -> Reprompt | None:
    text = turn.library.phrases.questions[question].reprompt if question else None
    if text is None:
        return None
    return Reprompt(output_speech=SsmlOutputSpeech(ssml=to_ssml((_named(text, turn),))))


def _card(card: Card | None, said: Speech, number: str) -> SimpleCard | None:
    if card is None:
        return None
    return SimpleCard(title=card.title, content=card.content(said, number))
