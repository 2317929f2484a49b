"""Which routine: by its name, by what somebody's day is like, or by asking."""

from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_model import Response

from skill.coach.place import OPENING, Place
from skill.conversation.leading import Leading
from skill.conversation.person import drop_place, recall, remember, unfinished_of
from skill.conversation.reply import Card
from skill.conversation.subjects import note_person, subjects_of
from skill.conversation.turn import day_of, intent_of, session_of, slot_id, slot_words, wants
from skill.knowledge.library import Library
from skill.knowledge.phrases import Phrase, Question

OFFERS = (Question.BEDTIME, Question.ROUTINE)
"""Questions to which a yes begins the routine that was offered."""
BEDTIME = "bedtime-in-bed"
LISTED_AT_ONCE = 3
SHORT = "short"
"""The id of "something short" among the names of routines."""
SHORT_MINUTES = 3


def named_in(handler_input: HandlerInput, library: Library) -> str | None:
    """The stretch or the routine that is named."""
    stretch, routine = slot_id(handler_input, "stretch"), slot_id(handler_input, "routine")
    if stretch in library.stretches:
        return stretch
    return routine if routine in library.routines else None


_WAYS = ("PlayThroughIntent", "StepByStepIntent")
"""How it may be gone on with."""


class CarryOnHandler(Leading):
    """What was left unfinished, another day: gone on with, or not."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        session = session_of(handler_input)
        if session.asked == Question.CARRY_ON:
            return intent_of(handler_input) in ("YesIntent", "NoIntent", "ResumeIntent", "NextIntent", *_WAYS)
        resumed = session.coaching is None and wants(handler_input, "ResumeIntent")
        return resumed and unfinished_of(handler_input) is not None

    def handle(self, handler_input: HandlerInput) -> Response:
        unfinished = unfinished_of(handler_input)
        if intent_of(handler_input) == "NoIntent" or unfinished is None:
            if unfinished:
                drop_place(handler_input, unfinished.routine)
            declined = self.wording(handler_input, Phrase.DECLINED)
            return self.say(handler_input, declined, question=Question.ANYTHING_ELSE, needs_answer=True)
        session_of(handler_input).minutes = None
        straight = None
        if intent_of(handler_input) in _WAYS:
            straight = intent_of(handler_input) == "PlayThroughIntent"
            person = recall(handler_input)
            person.straight = straight
            remember(handler_input, person)
        plan = self.usual_plan(handler_input, unfinished.routine)
        if not self.coach.has_part(plan, unfinished.place, 0):
            drop_place(handler_input, unfinished.routine)
            return self.begin(handler_input, BEDTIME)
        place = unfinished.place
        if unfinished.day != day_of(handler_input):
            # Nobody begins a day with the third hold, and cold.
            place = Place(place.step) if place.step >= 0 else OPENING
        before = "" if place == OPENING else self.caution(plan)
        return self.go_on_from(handler_input, plan, place, before, straight)


class StartRoutineIntentHandler(Leading):
    """A routine, or one stretch, is asked for. Without saying which, it is asked where."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        if session_of(handler_input).asked == Question.WHERE and self._answers_where(handler_input):
            return True
        return wants(handler_input, "StartRoutineIntent", yes_to=OFFERS)

    def handle(self, handler_input: HandlerInput) -> Response:
        note_person(handler_input, self.library.names)
        session = session_of(handler_input)
        self._note_minutes(handler_input)
        routine = named_in(handler_input, self.library) or self._suiting(handler_input)
        if routine is None and session.asked in OFFERS and not slot_words(handler_input, "routine"):
            routine = session.offered if session.asked == Question.ROUTINE else BEDTIME
        if routine is None:
            return self.say(handler_input, (), question=Question.WHERE, needs_answer=True)
        return self.begin(handler_input, routine)

    def _note_minutes(self, handler_input: HandlerInput) -> None:
        """How long it may take, where that is said."""
        minutes = slot_id(handler_input, "minutes")
        if minutes and minutes.isdecimal():
            session_of(handler_input).minutes = int(minutes)
        elif slot_id(handler_input, "routine") == SHORT:
            session_of(handler_input).minutes = SHORT_MINUTES

    def _answers_where(self, handler_input: HandlerInput) -> bool:
        told = intent_of(handler_input) in ("YesIntent", "IAmIntent", "QuickTipIntent")
        return told and self._suiting(handler_input) is not None

    def _suiting(self, handler_input: HandlerInput) -> str | None:
        """The routine for what was said of the person's day, if anything was."""
        if session_of(handler_input).asked == Question.WHERE and wants(handler_input, "YesIntent"):
            return BEDTIME
        suiting = self.library.routine_for(subjects_of(handler_input, self.library.names).things)
        return suiting.id if suiting else None


class ListRoutinesIntentHandler(Leading):
    """What there is, three at a time."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        asked = session_of(handler_input).asked
        neither = wants(handler_input, "NoIntent") and asked == Question.WHERE
        more = wants(handler_input, "NextIntent") and asked == Question.MORE_ROUTINES
        return neither or more or wants(handler_input, "ListRoutinesIntent", yes_to=(Question.MORE_ROUTINES,))

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        routines = list(self.library.routines.values())
        more = session.asked == Question.MORE_ROUTINES and session.listed < len(routines)
        first = session.listed if more else 0
        named = routines[first : first + LISTED_AT_ONCE]
        session.listed = first + len(named)
        *others, last = (routine.called for routine in named)
        spoken = f"{', '.join(others)} and {last}" if others else last
        phrase = Phrase.ROUTINES_MORE if more else Phrase.ROUTINES
        text = self.wording(handler_input, phrase).replace("{routines}", spoken)
        left = session.listed < len(routines)
        session.offered = named[-1].id
        lines = "\n".join(f"- {routine.title}" for routine in routines)
        return self.say(
            handler_input,
            text,
            card=Card("Stretch routines", text=lines),
            question=session.under_way
            if session.under_way is Question.EASING
            else Question.MORE_ROUTINES
            if left
            else Question.ROUTINE,
            needs_answer=True,
        )


class HowToIntentHandler(Leading):
    """How one stretch is done, and whether to do it now."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return wants(handler_input, "HowToIntent")

    def handle(self, handler_input: HandlerInput) -> Response:
        session = session_of(handler_input)
        stretch = self.library.stretches.get(slot_id(handler_input, "stretch") or "")
        if stretch is None:
            unknown = self.wording(handler_input, Phrase.NO_SUCH_STRETCH)
            question = session.under_way or Question.MORE_ROUTINES
            session.listed = 0
            return self.say(handler_input, unknown, question=question, needs_answer=True)
        session.offered = stretch.id
        return self.say(
            handler_input,
            self.coach.described(stretch),
            card=Card(stretch.title.capitalize(), sources=stretch.sources, reviewed=stretch.reviewed),
            question=session.under_way or Question.ROUTINE,
            needs_answer=session.under_way is not None,
        )
