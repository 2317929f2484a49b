"""The handlers for quick tips. Tips that suit the person's group or situation come first."""

from skill.conversation.answers.topics import explain_aspect, tell_more
from skill.conversation.exchange.card import card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.safety.relief import DANGEROUS_PLACES
from skill.conversation.safety.warnings import rest
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Aspect

_TIPS_IN_A_ROW = 3
"""The number of tips in a session after which the bedtime routine is offered in place of another tip."""


def quick_tip(turn: Turn) -> Reply:
    """Give a tip, or the advice for the group or the situation that was named, if it has its own."""
    if not _has_own_advice(turn):
        return give_tip(turn)
    is_dangerous = turn.subjects.situation in DANGEROUS_PLACES
    return explain_aspect(turn, Aspect.NOW if is_dangerous else Aspect.WHO)


def more_after_tip(turn: Turn) -> Reply:
    """Give another tip after a tip. After any other answer, tell more of it."""
    return give_tip(turn) if turn.session.answer in turn.library.tips else tell_more(turn)


def give_tip(turn: Turn) -> Reply:
    """Give a tip, or say that there are no more.

    A tip that is new to the person comes first, and of those one that suits their group or situation.
    """
    if turn.session.resting:
        return rest(turn)
    turn.note_person()
    session = turn.session
    session.tips = [tip for tip in session.tips if tip in turn.library.tips]
    tip = _choose(turn)
    if tip is None:
        return Reply(turn.wording(Phrase.NO_MORE_TIPS), question=Question.BEDTIME, is_aside=True)
    session.tips.append(tip.id)
    session.answer = tip.id
    if not tip.only:
        _keep_heard(turn, tip)
    offer = Question.ANOTHER_TIP if len(session.tips) < _TIPS_IN_A_ROW else Question.BEDTIME
    return Reply(tip.say, card_for(tip), offer, is_aside=True)


def tip_suits_best(turn: Turn) -> bool:
    """Tell whether the group or situation that was named has a suiting tip and no topic of its own."""
    things = turn.subjects.things
    if not things or turn.library.topics.about_exactly(Aspect.WHO, things) is not None:
        return False
    return any(tip.suits & set(things) for tip in turn.library.tips.values())


def _has_own_advice(turn: Turn) -> bool:
    """Tell whether a topic has the advice for the group or situation that was named.

    It counts as told if it was the last answer.
    """
    topics, subjects = turn.library.topics, turn.subjects
    situation = subjects.situation
    has_tips = any(situation in tip.suits for tip in turn.library.tips.values())
    thing = subjects.group or (None if has_tips else situation)
    topic = topics.about_exactly(Aspect.WHO, (thing,)) if thing else None
    if situation in DANGEROUS_PLACES:
        topic = topics.about_exactly(Aspect.NOW, (situation,))
    return topic is not None and topic.id != turn.session.answer


def _choose(turn: Turn) -> Tip | None:
    """Return the tip to give next, or None if this session had all of them."""
    session = turn.session
    known = {thing for thing in (session.group, session.situation) if thing}
    tips = turn.library.tips.values()
    left = [tip for tip in tips if tip.id not in session.tips and tip.is_for(known)]
    new = [tip for tip in left if tip.id not in turn.person.tips]
    suiting = [tip for tip in (new or left) if tip.suits & known]
    return next(iter(suiting or new or left), None)


def _keep_heard(turn: Turn, tip: Tip) -> None:
    """Keep that the person heard a tip. From the first repeated tip on, the tips of this session are kept."""
    person = turn.person
    # A tip that is for some people only tells of the person, so it is never kept.
    general = [each for each in turn.session.tips[:-1] if not turn.library.tips[each].only]
    heard = person.tips if tip.id not in person.tips else general
    person.tips = [*heard, tip.id]
