"""The one way out: every spoken answer becomes a response here."""

from dataclasses import dataclass, replace
from datetime import date

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive, Response
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from skill.conversation.player import silence
from skill.conversation.session import Session, write_session
from skill.conversation.turn import locale_of, may_speak, session_of, take_turns
from skill.knowledge.library import Library
from skill.knowledge.phrases import Question
from skill.knowledge.signs import Sign
from skill.knowledge.sources import Source
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Topic
from skill.voice.limits import MAX_CARD_CHARACTERS, MAX_SPEECH_CHARACTERS
from skill.voice.speech import Pause, Piece, Said, Speech, text_of, words_in
from skill.voice.ssml import fitting, to_ssml


@dataclass(frozen=True)
class Card:
    """What the Alexa app shows of an answer besides its words."""

    title: str
    text: str | None = None
    """In place of the words that are said."""
    strength: str | None = None
    sources: tuple[Source, ...] = ()
    reviewed: date | None = None
    note: str | None = None
    """What stands last on it."""

    def with_note(self, note: str) -> "Card":
        """The same card with something said at its end."""
        return replace(self, note=note)


_TO_STRETCH = (
    Question.BEDTIME,
    Question.ROUTINE,
    Question.MORE_ROUTINES,
    Question.WHERE,
    Question.PLAY_THROUGH,
    Question.CARRY_ON,
)
"""What is asked of nobody who is to rest."""


@dataclass(frozen=True)
class Reply:
    """An answer, and the question that it ends with, if any."""

    speech: Speech
    card: Card | None = None
    question: Question | None = None
    needs_answer: bool = False
    """Asked of everybody. Otherwise only those are asked who opened the skill to stay a while."""
    lost: int = 0
    """How many times running the person was not understood."""
    asked_as: Piece | None = None
    """The question in the words and the voice of a routine."""
    directives: tuple[Directive, ...] = ()
    """For the audio player. With one that plays, nothing is asked."""

    def respond(self, handler_input: HandlerInput, library: Library) -> Response:
        """The response: escaped, bounded, with shouldEndSession set; empty where speech is not allowed.

        An open microphone always has a question, and a closed session has none. A routine that is being
        played goes on by itself after an aside, and whatever plays is silenced by anything else.
        """
        if not may_speak(handler_input):
            return Response()
        session = session_of(handler_input)
        question = self.question if self.needs_answer or session.staying else None
        directives = self.directives
        goes_on = False
        if session.playing and question is Question.RESUME:
            # The player knows the place, and says so with the next request.
            session.coaching = None
            # Silence is no yes: what is asked about does not go on by itself.
            goes_on = not session.staying
            question = None if goes_on else question
        if session.sounding and not directives and not goes_on:
            directives = silence()
        if session.resting and question in _TO_STRETCH:
            question = Question.ANYTHING_ELSE
        if question is not Question.WHERE:
            session.minutes = None
        asking = library.phrases.questions[question] if question else None
        number = library.emergency_numbers.of(locale_of(handler_input))
        said = _with_number(self.speech, number)
        asked: Speech = ()
        if asking:
            usual = take_turns(handler_input, f"ask {question}", asking.ask)
            asked = (self.asked_as or self._named(usual, session, library),)
        room = MAX_SPEECH_CHARACTERS - len(to_ssml(asked))
        speech = (*fitting(said, room), *asked)
        session.asked = question
        # A routine is repeated by the clock.
        session.last = () if self.asked_as else self.speech
        session.lost = self.lost
        if handler_input.request_envelope.session is not None:
            handler_input.attributes_manager.session_attributes = write_session(session)
        return Response(
            output_speech=SsmlOutputSpeech(ssml=to_ssml(speech)) if speech else None,
            card=_card(self.card, said, number) if self.card else None,
            reprompt=_reprompt(self._named(asking.reprompt, session, library))
            if asking and asking.reprompt
            else None,
            directives=list(directives) or None,
            should_end_session=question is None,
        )

    def _named(self, text: str, session: Session, library: Library) -> str:
        """The question with the routine named that it is about."""
        return text.replace("{routine}", library.called(session.offered or "") or "")


def card_for(answer: Topic | Tip | Sign) -> Card:
    """The card of an answer: how sure anyone is, and the sources."""
    strength = None if isinstance(answer, Sign) else answer.strength
    return Card(answer.title, None, strength, answer.sources, answer.reviewed)


def _with_number(speech: Speech, number: str) -> Speech:
    return tuple(_filled(piece, number) for piece in speech)


def _filled(piece: Piece, number: str) -> Piece:
    if isinstance(piece, Pause):
        return piece
    text = words_in(piece).replace("{emergency}", number)
    return replace(piece, text=text) if isinstance(piece, Said) else text


def _reprompt(text: str) -> Reprompt:
    return Reprompt(output_speech=SsmlOutputSpeech(ssml=to_ssml((text,))))


def _card(card: Card, said: Speech, number: str) -> SimpleCard:
    lines = [card.text.replace("{emergency}", number) if card.text else text_of(said)]
    if card.strength:
        lines.append(card.strength)
    if card.sources:
        named = [f"- {source.title}. {source.publisher}. {source.address}" for source in card.sources]
        lines.append("\n".join(["Sources:", *named]))
    if card.reviewed:
        lines.append(f"Written from these sources in {card.reviewed:%B %Y}; not reviewed by a clinician.")
    lines.append(
        card.note.replace("{emergency}", number) if card.note else "General information, not medical advice."
    )
    content = "\n\n".join(lines)
    return SimpleCard(title=card.title, content=content[: MAX_CARD_CHARACTERS - len(card.title)])
