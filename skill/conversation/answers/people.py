"""Answers to a person who says of themselves who they are, or what is wrong."""

from skill.conversation.answers.tips import give_tip, suits_their_day
from skill.conversation.answers.topics import at_a_loss, explain, explain_aspect, explain_topic
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.safety.relief import not_the_leg
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect

PREGNANT = "pregnant"
_FOR_THE_PREGNANT = "group_pregnant"
"""The id of the topic for cramps in a pregnant person's leg."""


def advise_person(turn: Turn) -> Reply:
    """Somebody says who they are, or what their day is like."""
    if PREGNANT in turn.subjects.things and turn.session.asked is not Question.PREGNANT_IN_LEG:
        return _advise_pregnant(turn)
    return give_tip(turn) if suits_their_day(turn) else explain_aspect(turn, Aspect.WHO)


def advise_pregnant_leg(turn: Turn) -> Reply:
    """The pregnant person's cramps are in the leg: what helps."""
    turn.note_person()
    return explain(turn, turn.library.topics.by_id[_FOR_THE_PREGNANT])


def answer_about_leg(turn: Turn) -> Reply:
    """An answer in words to "are the cramps in your leg", in pregnancy: a muscle says that they are."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    if turn.intent is Intent.I_AM:
        return advise_person(turn)
    return answer_symptom(turn) if turn.intent is Intent.SYMPTOM else explain_topic(turn)


def answer_symptom(turn: Turn) -> Reply:
    """Something hurts or is wrong, and it is no warning sign that is known.

    A leg that hurts may be cramping, and a cramp may be in the leg; a condition can be explained. Anything
    else is for a doctor.
    """
    subjects, session = turn.subjects, turn.session
    topic = turn.library.topics.find(Aspect.WHAT, subjects.things) if subjects.things else None
    if topic and not subjects.has_unknown and "sign" not in turn.slots:
        return explain(turn, topic)
    said = [slot.words for slot in turn.slots.values()]
    found = turn.library.signs.found_in(said)
    if not said or "leg_pain" in found or turn.slot_id("muscle"):
        return Reply(turn.wording(Phrase.LEG_PAIN), question=Question.CRAMPING, insists=True)
    if "muscle_pain" not in found:
        return at_a_loss(turn, Phrase.NOT_MY_SUBJECT, Question.DOCTOR)
    if session.asked is Question.IN_LEG:
        return not_the_leg(turn)
    return Reply(turn.wording(Phrase.CRAMP_ELSEWHERE), question=Question.IN_LEG, insists=True)


def _advise_pregnant(turn: Turn) -> Reply:
    """Cramps in pregnancy may be in the tummy, which is another matter; for the leg there is advice."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    turn.note_person()
    warning = turn.wording(Phrase.PREGNANT_WARNING)
    return Reply(warning, question=Question.PREGNANT_IN_LEG, insists=True)
