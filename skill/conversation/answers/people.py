"""The handlers for what a person tells of themselves: a group, a situation, or a symptom."""

from skill.conversation.answers.tips import give_tip, tip_suits_best
from skill.conversation.answers.topics import cannot_answer, explain, explain_aspect, explain_topic
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import PREGNANT
from skill.conversation.exchange.turn import Turn
from skill.conversation.safety.relief import refuse_other_cramp
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect

"""The id of the group of pregnant people."""
FOR_THE_PREGNANT = "group_pregnant"
"""The id of the topic about cramps in the leg of a pregnant person."""


def advise_person(turn: Turn) -> Reply:
    """Give the advice for the group or situation that was named. In pregnancy, ask first where it cramps."""
    if PREGNANT in turn.subjects.things and turn.session.asked is not Question.PREGNANT_IN_LEG:
        return _advise_pregnant(turn)
    return give_tip(turn) if tip_suits_best(turn) else explain_aspect(turn, Aspect.WHO)


def advise_pregnant_leg(turn: Turn) -> Reply:
    """Explain what helps against cramps in the leg of a pregnant person."""
    turn.note_person()
    return explain(turn, turn.library.topics.by_id[FOR_THE_PREGNANT])


def answer_about_leg(turn: Turn) -> Reply:
    """Answer other words than a yes or a no to "are the cramps in your leg". A muscle counts as a yes."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    if turn.intent is Intent.I_AM:
        return advise_person(turn)
    return answer_symptom(turn) if turn.intent is Intent.SYMPTOM else explain_topic(turn)


def answer_symptom(turn: Turn) -> Reply:
    """Answer a symptom that is no warning sign.

    A condition with a topic is explained. Pain in the leg leads to the question if it is cramping, and pain
    in another muscle to the question if it is in the leg. Any other symptom is referred to a doctor.
    """
    subjects, session = turn.subjects, turn.session
    topic = turn.library.topics.find(Aspect.WHAT, subjects.things) if subjects.things else None
    if topic and not subjects.has_unknown and "sign" not in turn.slots:
        return explain(turn, topic)
    findings = turn.search.findings(slot.words for slot in turn.slots.values())
    if not turn.slots or "leg_pain" in findings or turn.slot_id("muscle"):
        return Reply(turn.wording(Phrase.LEG_PAIN), question=Question.CRAMPING, insists=True)
    if "muscle_pain" not in findings:
        return cannot_answer(turn, Phrase.NOT_MY_SUBJECT, Question.DOCTOR)
    if session.asked is Question.IN_LEG:
        return refuse_other_cramp(turn)
    return Reply(turn.wording(Phrase.CRAMP_ELSEWHERE), question=Question.IN_LEG, insists=True)


def _advise_pregnant(turn: Turn) -> Reply:
    """Ask if the cramps of a pregnant person are in the leg, since in the tummy they are a warning sign."""
    if "muscle" in turn.slots:
        return advise_pregnant_leg(turn)
    turn.note_person()
    warning = turn.wording(Phrase.PREGNANT_WARNING)
    return Reply(warning, question=Question.PREGNANT_IN_LEG, insists=True)
