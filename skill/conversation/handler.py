"""What all handlers share."""

from ask_sdk_core.dispatch_components import AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Directive, Response

from skill.audio.playback.recordings import Recordings
from skill.coach.coach import Coach
from skill.conversation.reply import Card, Reply
from skill.conversation.turn import session_of, take_turns
from skill.knowledge.library import Library
from skill.knowledge.phrases import Phrase, Question
from skill.voice.speech import Piece, Speech


class Handler(AbstractRequestHandler):
    """A handler with the library, the coach and what was rendered at hand."""

    def __init__(self, library: Library, coach: Coach, recordings: Recordings) -> None:
        self.library = library
        self.coach = coach
        self.recordings = recordings

    def wording(self, handler_input: HandlerInput, name: Phrase) -> str:
        """A phrase, in the wording whose turn it is."""
        return take_turns(handler_input, name, self.library.phrases.say[name])

    def close(self, handler_input: HandlerInput, phrase: Phrase) -> Response:
        """Say a phrase, and end the session."""
        session_of(handler_input).coaching = None
        return self.say(handler_input, self.wording(handler_input, phrase))

    def say(
        self,
        handler_input: HandlerInput,
        speech: Speech | str,
        *,
        card: Card | None = None,
        question: Question | None = None,
        needs_answer: bool = False,
        lost: int = 0,
        asked_as: Piece | None = None,
        directives: tuple[Directive, ...] = (),
    ) -> Response:
        """Answer. A text is a speech of one piece."""
        pieces: Speech = ((speech,) if speech else ()) if isinstance(speech, str) else speech
        reply = Reply(pieces, card, question, needs_answer, lost, asked_as, directives)
        return reply.respond(handler_input, self.library)
