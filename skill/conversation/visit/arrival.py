"""The handlers for the launch, for help, and for the device's home screen."""

from skill.conversation.exchange.card import Card
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.state.mode import Mode
from skill.knowledge.phrases import Phrase, Question


def welcome(turn: Turn) -> Reply:
    """Welcome the person, and offer something to do. The first welcome holds the disclaimer."""
    session = turn.session
    session.stays_open = True
    if turn.playing:
        # The player waits while the session lasts.
        return Reply(turn.wording(Phrase.WELCOME_BACK), question=Question.RESUME)
    person = turn.person
    unfinished = person.unfinished_on(turn.day)
    can_carry_on = unfinished is not None and unfinished.routine in turn.library.routines
    if unfinished is not None and can_carry_on:
        session.offered = unfinished.routine
    if person.welcomed:
        offer = Question.CARRY_ON if can_carry_on else Question.BEDTIME
        return Reply(turn.wording(Phrase.WELCOME_BACK), question=offer)
    person.welcomed = True
    offer = Question.CARRY_ON if can_carry_on else Question.TIP
    return Reply(turn.wording(Phrase.WELCOME), Card("Leg Cramp Coach"), offer)


def give_help(turn: Turn) -> Reply:
    """Tell what can be said now. From here on the session stays open."""
    session = turn.session
    session.stays_open = True
    phrase, offer = Phrase.HELP, Question.TIP
    if turn.mode is Mode.PLAYED:
        phrase = Phrase.HELP_PLAYING
    elif session.coaching is not None:
        phrase = Phrase.HELP_STRETCHING
    if session.resting:
        phrase, offer = Phrase.HELP_RESTING, Question.DOCTOR
    return Reply(turn.wording(phrase), Card("What you can say"), offer, is_aside=True)


def go_home(turn: Turn) -> Reply:
    """End the session, so that the device can show its home screen."""
    return Reply(turn.wording(Phrase.HOME))
