"""Answers to what people tell of themselves: a group that they belong to, their day, a symptom."""

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
    """Give the advice for a group of people, or for a kind of day."""
    if PREGNANT in turn.subjects.things and turn.session.asked is not Question.PREGNANT_IN_LEG:
        return _advise_pregnant(turn)
    return give_tip(turn) if suits_their_day(turn) else explain_aspect(turn, Aspect.WHO)


def advise_pregnant_leg(turn: Turn) -> Reply:
    """Explain what helps a pregnant person whose cramps are in the leg."""
    turn.note_person()
    return explain(turn, turn.library.topics.by_id[_FOR_THE_PREGNANT])


def answer_about_leg(turn: Turn) -> Reply:
    """Take an answer in words to "are the cramps in your leg". A muscle says that they are."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    if turn.intent is Intent.I_AM:
        return advise_person(turn)
    return answer_symptom(turn) if turn.intent is Intent.SYMPTOM else explain_topic(turn)


def answer_symptom(turn: Turn) -> Reply:
    """Answer a symptom that is no warning sign.

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
    """Ask where the cramps of a pregnant person are: in the tummy they are another matter."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    turn.note_person()
    warning = turn.wording(Phrase.PREGNANT_WARNING)
    return Reply(warning, question=Question.PREGNANT_IN_LEG, insists=True)
