"""A cramp right now: the thing to do first, everything else after it."""

from skill.coach.place import Place
from skill.coach.plan import Plan
from skill.conversation.exchange.card import Card, card_for
from skill.conversation.exchange.reply import Reply
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
"""The situations in which a cramp is dangerous for another reason: getting out of there comes first."""
_FIRST_STRETCH = "cramp-calf"
_MOST_LIKELY = "leg"
_STANDING_STRETCH = "heel-down"
_NOT_STANDING = ("hamstring", "quad", "thigh")
"""The muscles that standing on the heel does not stretch."""
_IN_THE_DARK = ("night", "in_bed")
"""The situations in which nobody is asked to stand up."""
_ALL_TRIED = 3
"""The value of `Session.tried` after all was tried twice, with the rule for stubborn cramps each time."""
_EASED = {"gentle-rub": Phrase.CRAMP_EASED_RUBBED, _STANDING_STRETCH: Phrase.CRAMP_EASED_STANDING}
"""The id of the stretch that was led, to the phrase for a cramp that lets go in it."""


def relieve(turn: Turn) -> Reply:
    """Say what to do about a cramp. Memory is not asked: nothing may delay the first words.

    A place that the model does not know may be the chest: that comes first, and nothing is stretched.
    """
    turn.note_person()
    session = turn.session
    muscle = turn.slot_id("muscle")
    is_known = f"now_{muscle}" in turn.library.topics.by_id
    if "muscle" in turn.slots and not is_known:
        if session.asked is Question.IN_LEG:
            return refuse_other_cramp(turn)
        return _ask_where(turn, Phrase.CRAMP_ELSEWHERE)
    if session.group == "pregnant" and not is_known and session.asked is not Question.IN_LEG:
        return _ask_where(turn, Phrase.PREGNANT_WARNING)
    place = turn.subjects.situation
    tells = place is not None and turn.library.topics.about_exactly(Aspect.NOW, (place,)) is not None
    session.cramp = place if tells else muscle
    return _begin_relief(turn)


def not_in_the_leg(turn: Turn) -> Reply:
    """Answer a cramp that is somewhere else: in pregnancy that is the tummy."""
    return warn_belly(turn) if turn.session.group == "pregnant" else refuse_other_cramp(turn)


def refuse_other_cramp(turn: Turn) -> Reply:
    """Say that a cramp somewhere else is not for this skill."""
    turn.leave_routine()
    return Reply(turn.wording(Phrase.NOT_THE_LEG))


def eased(turn: Turn) -> Reply:
    """Say what comes after a cramp that lets go. By then the person may have rubbed it, or stood up."""
    coaching = turn.session.coaching
    steps = turn.coach.steps(coaching.plan) if coaching else {}
    step = steps.get(coaching.current_part(turn.coach).cues[0].place.step) if coaching else None
    phrase = _EASED.get(step.stretch.id if step else "", Phrase.CRAMP_EASED)
    turn.leave_routine()
    return Reply(turn.wording(phrase), question=Question.WALK)


def walk(turn: Turn) -> Reply:
    """Lead half a minute of moving gently, after the cramp has let go."""
    plan = _plan(turn)
    return lead_from(turn, plan, Place(max(turn.coach.steps(plan))))


def not_eased(turn: Turn) -> Reply:
    """Go on with the relief: the cramp does not ease, or something was said that has to wait for it."""
    coaching = turn.session.coaching
    if coaching is not None:
        if turn.intent in (Intent.PREVIOUS, Intent.START_OVER):
            return lead(turn, Coaching(coaching.plan, coaching.start))
        if turn.intent is Intent.REPEAT_STRETCH:
            return lead(turn, Coaching(coaching.plan, coaching.start, coaching.part))
        # "Continue" may answer the question, or come before it, or after a wait.
        answers = heard_in(coaching, turn.coach).over and not coaching.waiting
        if turn.intent is Intent.RESUME and not answers:
            return go_on(turn, coaching)
    return _go_on_with_relief(turn)


def wait_in_cramp(turn: Turn) -> Reply:
    """Say that the stretch is held for as long as it takes."""
    return _ask_whether_easing((turn.wording(Phrase.CRAMP_WAIT),))


def help_in_cramp(turn: Turn) -> Reply:
    """Tell what can be said in a cramp."""
    return _ask_whether_easing((turn.wording(Phrase.HELP_CRAMP),))


def hurts_in_cramp(turn: Turn) -> Reply:
    """Tell the danger signs, and to ease off, when the stretch hurts."""
    return _ask_whether_easing((turn.wording(Phrase.CRAMP_HURTS),))


def _begin_relief(turn: Turn) -> Reply:
    """Say what to do in the first words, then what would make it dangerous, then lead the stretch.

    In the water or at the wheel nothing is led: getting out of there comes first.
    """
    turn.leave_routine()
    session = turn.session
    session.tried = 0
    topic = _relief(turn)
    session.answer, session.more_told = topic.id, False
    card = card_for(topic).with_note(turn.library.phrases.say[Phrase.DISCLAIMER][0])
    if session.cramp in DANGEROUS_PLACES:
        return _ask_whether_easing((topic.say, turn.wording(Phrase.CRAMP_WARNING)), card)
    return lead(turn, Coaching(_plan(turn)), card=card)


def _go_on_with_relief(turn: Turn) -> Reply:
    """Lead what else helps, then say the rule for stubborn cramps, then lead all of it again."""
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
    left = len(coaching.timeline(turn.coach).parts) - coaching.part - 1
    # The last part is for a cramp that has let go.
    if left > 1:
        return next_part(turn, coaching)
    session.tried += 1
    return _ask_whether_easing((turn.wording(Phrase.CRAMP_STUBBORN),))


def _ask_where(turn: Turn, phrase: Phrase) -> Reply:
    return Reply(turn.wording(phrase), question=Question.IN_LEG, insists=True)


def _ask_whether_easing(speech: Speech, card: Card | None = None) -> Reply:
    return Reply(speech, card, Question.EASING, insists=True)


def _plan(turn: Turn) -> Plan:
    """The routine for a cramp, for this muscle and this person."""
    session = turn.session
    plan = Plan(CRAMP_NOW, group=session.group)
    own = f"cramp-{session.cramp}"
    if own in turn.library.stretches:
        plan = plan.swapped(_FIRST_STRETCH, own)
    if session.cramp in _NOT_STANDING or session.situation in _IN_THE_DARK:
        plan = plan.swapped(_STANDING_STRETCH, None)
    return plan


def _relief(turn: Turn) -> Topic:
    topics = turn.library.topics
    topic = topics.about_exactly(Aspect.NOW, (turn.session.cramp or _MOST_LIKELY,))
    return topic or topics.by_id[f"now_{_MOST_LIKELY}"]
