"""Warning signs: looked for in everything that is said, before anything else is done with it."""

from itertools import pairwise

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.conversation.handler import Handler
from skill.conversation.person import drop_place
from skill.conversation.reply import card_for
from skill.conversation.subjects import SLOTS, note_person, thing_in
from skill.conversation.turn import filled_slots, intent_of, session_of, slot_words, wants
from skill.knowledge.library import Library
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.signs import Level, Sign
from skill.voice.words import words_of

_REPORTS = {"CrampNowIntent": "cramp in my", "SymptomIntent": "pain in my"}
"""Intents that say what is the matter, with the words that they stand for: the slots hold the rest."""

_PERSONAL = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "he",
        "him",
        "his",
        "she",
        "her",
        "we",
        "us",
        "our",
        "husband",
        "wife",
        "since",
        "now",
    ]
)
_TO_STRETCH = (
    Question.BEDTIME,
    Question.ROUTINE,
    Question.MORE_ROUTINES,
    Question.CARRY_ON,
    Question.WHERE,
    Question.WALK,
    Question.PLAY_THROUGH,
)
_OF_STRETCHES = (
    "HowToIntent",
    "ListRoutinesIntent",
    "ResumeIntent",
    "PlayThroughIntent",
    "StepByStepIntent",
)
_GENERAL = frozenset(["people", "folks", "anybody", "everybody"])


class WarningSignHandler(Handler):
    """Somebody may be in danger, whatever else they asked for."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return sign_in(handler_input, self.library) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        sign = sign_in(handler_input, self.library)
        assert sign is not None
        return self.warn(handler_input, sign)

    def warn(self, handler_input: HandlerInput, sign: Sign) -> Response:
        """Say what to do about the sign. An emergency ends the session; below that, whatever ran is over."""
        note_person(handler_input, self.library.names)
        session = session_of(handler_input)
        if session.coaching is not None:
            drop_place(handler_input, session.coaching.plan.routine)
            session.coaching = None
        session.answer = sign.id
        if sign.level is Level.SOON and not session.resting:
            return self.say(
                handler_input, sign.say, card=card_for(sign), question=Question.TIP, needs_answer=True
            )
        session.resting = True
        later = None if sign.level is Level.EMERGENCY else Question.ANYTHING_ELSE
        return self.say(handler_input, sign.say, card=card_for(sign), question=later)


class BellyHandler(WarningSignHandler):
    """Pregnant, and the cramps are not in the leg: they are in the tummy."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        asked = session.asked == Question.PREGNANT_IN_LEG or (
            session.asked == Question.IN_LEG and session.group == "pregnant"
        )
        return asked and wants(handler_input, "NoIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.warn(handler_input, self.library.signs.by_id["rf_pregnancy_belly"])


class RestingHandler(Handler):
    """After a warning sign nothing is stretched or rubbed, and no tip takes the place of the advice."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return session_of(handler_input).resting and (
            wants(handler_input, "StartRoutineIntent", yes_to=_TO_STRETCH)
            or intent_of(handler_input) in _OF_STRETCHES
            or wants(handler_input, "QuickTipIntent", yes_to=(Question.TIP, Question.ANOTHER_TIP))
            or wants(handler_input, "CrampNowIntent", yes_to=(Question.IN_LEG, Question.CRAMPING))
        )

    def handle(self, handler_input: HandlerInput) -> Response:
        return self.say(
            handler_input, self.wording(handler_input, Phrase.RESTING), question=Question.ANYTHING_ELSE
        )


def sign_in(handler_input: HandlerInput, library: Library) -> Sign | None:
    """The warning sign in the words of this request, in whatever slots they are.

    The name of a thing that is asked about is no report of it: "can a stomach bug cause cramps" makes no
    sign, where "I had a stomach bug and my legs cramp" does. For an emergency it makes no difference.
    """
    slots = filled_slots(handler_input)
    words = {slot: slot_words(handler_input, slot) for slot in slots}
    report = _REPORTS.get(intent_of(handler_input) or "")
    known = [session_of(handler_input).group or ""]
    matter = f"{report} {words['muscle']}" if report and "muscle" in words else ""
    # Where a sentence was cut into slots, its words may belong together in either order.
    everything = [" ".join([matter, *words.values()]), " ".join(reversed(words.values()))]
    whole = library.signs.in_words([*words.values(), *everything], known)
    if whole is None or whole.level is Level.EMERGENCY or report is not None:
        return whole
    names = [slot for slot in slots if slot in SLOTS and thing_in(handler_input, slot, library.names)]
    said = [words[slot] for slot in slots if slot not in names]
    told = words_of(" ".join([*said, words.get("situation", "")]))
    if _is_personal(told):
        return whole
    if not _GENERAL.isdisjoint(told):
        return None
    return library.signs.in_words([*said, " ".join(said)], [*known, *(words[slot] for slot in names)])


def _is_personal(words: list[str]) -> bool:
    """Whether somebody tells of a person, and does not ask in general."""
    return not _PERSONAL.isdisjoint(words) or ("if", "you") in pairwise(words)
