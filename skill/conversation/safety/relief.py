"""The handlers for a cramp right now. The first words of the relief are the thing to do."""

from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.conversation.exchange.card import Card, card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.subjects import PREGNANT
from skill.conversation.exchange.turn import CRAMP_NOW, Turn
from skill.conversation.routine.leading import go_on, lead, lead_from, next_part
from skill.conversation.safety.warnings import warn_belly
from skill.conversation.state.coaching import Coaching
from skill.conversation.state.progress import heard_in
from skill.interaction.intents import Intent
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.topics import Aspect, Topic
from skill.voice.speech import Speech

DANGEROUS_PLACES = ("swimming", "driving")
"""The situations that the person has to get out of before anything is stretched."""
FIRST_STRETCH = "cramp-calf"
"""The id of the first stretch of the routine for a cramp. A muscle with its own stretch replaces it."""
ANY_MUSCLE = "leg"
"""The id of the muscle that is assumed if none is named."""
STANDING_STRETCH = "heel-down"
"""The id of the stretch of the routine for a cramp that is done on one's feet."""
_NOT_STANDING = ("hamstring", "quad", "thigh")
"""The ids of the muscles that the standing stretch does not reach."""
IN_THE_DARK = ("night", "in_bed")
"""The situations in which the standing stretch is left out, since standing up is not safe."""
_ALL_TRIED = 3
"""The value of `Session.tried` after the second round of the relief."""
EASED = {"gentle-rub": Phrase.CRAMP_EASED_RUBBED, STANDING_STRETCH: Phrase.CRAMP_EASED_STANDING}
"""Id of a stretch to the phrase for a cramp that lets go during it."""


def relieve(turn: Turn) -> Reply:
    """Begin the relief of a cramp, or ask first if it is in the leg.

    An unknown muscle may mean the chest, and a cramp in pregnancy may be in the tummy. Memory is not read, so
    the first words do not wait for it.
    """
    turn.note_person()
    session = turn.session
    muscle = turn.slot_id("muscle")
    has_topic = f"now_{muscle}" in turn.library.topics.by_id
    if "muscle" in turn.slots and not has_topic:
        if session.asked is Question.IN_LEG:
            return refuse_other_cramp(turn)
        return _ask_if_in_leg(turn, Phrase.CRAMP_ELSEWHERE)
    if session.group == PREGNANT and not has_topic and session.asked is not Question.IN_LEG:
        return _ask_if_in_leg(turn, Phrase.PREGNANT_WARNING)
    situation = turn.subjects.situation
    topic = turn.library.topics.about_exactly(Aspect.NOW, (situation,)) if situation else None
    session.cramp = situation if topic else muscle
    return _begin_relief(turn)


def not_in_the_leg(turn: Turn) -> Reply:
    """Answer a cramp outside of the leg. In pregnancy it is taken to be in the tummy."""
    return warn_belly(turn) if turn.session.group == PREGNANT else refuse_other_cramp(turn)


def refuse_other_cramp(turn: Turn) -> Reply:
    """Say that the skill knows only legs, and when to get help for a cramp elsewhere."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.NOT_THE_LEG))


def eased(turn: Turn) -> Reply:
    """Say what to do after the cramp has let go during the stretch that was led, and offer a walk."""
    coaching = turn.session.coaching
    steps = turn.coach.steps(coaching.plan) if coaching else {}
    step = steps.get(coaching.current_part(turn.coach).first_place.step) if coaching else None
    phrase = EASED.get(step.stretch.id if step else "", Phrase.CRAMP_EASED)
    turn.leave_routine()
    return Reply(turn.wording(phrase), question=Question.WALK)


def walk(turn: Turn) -> Reply:
    """Lead half a minute of gentle movement, after the cramp has let go."""
    plan = _plan(turn)
    return lead_from(turn, plan, Place(max(turn.coach.steps(plan))))


def not_eased(turn: Turn) -> Reply:
    """Go on with the relief, since the cramp does not ease or what was asked for has to wait for that.

    A repetition or a start from the beginning is done as it was asked for.
    """
    coaching = turn.session.coaching
    if coaching is not None:
        if turn.intent in (Intent.PREVIOUS, Intent.START_OVER):
            return lead(turn, Coaching(coaching.plan, coaching.start))
        if turn.intent is Intent.REPEAT_STRETCH:
            return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part))
        # "Continue" answers the question only if it was heard, and if no other reply came after it.
        is_answer = heard_in(coaching, turn.coach).over and not coaching.waiting
        if turn.intent is Intent.RESUME and not is_answer:
            return go_on(turn, coaching)
    return _go_on_with_relief(turn)


def wait_in_cramp(turn: Turn) -> Reply:
    """Say that the stretch can be held for as long as it takes."""
    return _ask_if_easing((turn.wording(Phrase.CRAMP_WAIT),))


def help_in_cramp(turn: Turn) -> Reply:
    """Tell what can be said in a cramp."""
    return _ask_if_easing((turn.wording(Phrase.HELP_CRAMP),))


def hurts_in_cramp(turn: Turn) -> Reply:
    """Say when to call for help and, otherwise, to ease off the stretch that hurts."""
    return _ask_if_easing((turn.wording(Phrase.CRAMP_HURTS),))


def _begin_relief(turn: Turn) -> Reply:
    """Lead the relief from its beginning, which says what to do and names the danger signs.

    In the water or at the wheel, say how to get out of there instead.
    """
    turn.leave_routine()
    session = turn.session
    session.tried = 0
    topic = _relief_topic(turn)
    session.answer, session.more_told = topic.id, False
    card = card_for(topic).with_note(turn.library.phrases.say[Phrase.DISCLAIMER][0])
    if session.cramp in DANGEROUS_PLACES:
        return _ask_if_easing((topic.say, turn.wording(Phrase.CRAMP_WARNING)), card)
    return lead(turn, Coaching(_plan(turn)), card=card)


def _go_on_with_relief(turn: Turn) -> Reply:
    """Lead the next relief. After the last one, say the rule for stubborn cramps.

    Then lead a second round. After its rule, end the relief with advice.
    """
    session = turn.session
    coaching = session.coaching
    if coaching is None:
        session.cramp = None
        return lead(turn, Coaching(_plan(turn)))
    if session.tried == _ALL_TRIED:
        turn.leave_routine()
        return Reply(turn.wording(Phrase.CRAMP_GIVEN_UP))
    if session.tried % 2:
        session.tried += 1
        return lead(turn, Coaching(coaching.plan), turn.wording(Phrase.ONCE_MORE))
    parts_left = len(coaching.timeline(turn.coach).parts) - coaching.part - 1
    # The last part is for a cramp that has let go.
    if parts_left > 1:
        return next_part(turn, coaching)
    session.tried += 1
    return _ask_if_easing((turn.wording(Phrase.CRAMP_STUBBORN),))


def _ask_if_in_leg(turn: Turn, phrase: Phrase) -> Reply:
    return Reply(turn.wording(phrase), question=Question.IN_LEG, insists=True)


def _ask_if_easing(speech: Speech, card: Card | None = None) -> Reply:
    return Reply(speech, card, Question.EASING, insists=True)


def _plan(turn: Turn) -> Plan:
    """Return the plan of the routine for a cramp, with stretches that fit the muscle and the situation."""
    session = turn.session
    plan = Plan(CRAMP_NOW, group=session.group)
    own_stretch = f"cramp-{session.cramp}"
    if own_stretch in turn.library.stretches:
        plan = plan.swapped(FIRST_STRETCH, own_stretch)
    if session.cramp in _NOT_STANDING or session.situation in IN_THE_DARK:
        plan = plan.swapped(STANDING_STRETCH, None)
    return plan


def _relief_topic(turn: Turn) -> Topic:
    """Return the topic that says what to do about this cramp."""
    topics = turn.library.topics
    topic = topics.about_exactly(Aspect.NOW, (turn.session.cramp or ANY_MUSCLE,))
    return topic or topics.by_id[f"now_{ANY_MUSCLE}"]
