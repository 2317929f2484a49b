"""Quick tips, fitted to the person's day where they said something of it."""

from skill.conversation.answers.topics import explain_aspect, tell_more
from skill.conversation.exchange.card import card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.safety.relief import DANGEROUS_PLACES
from skill.conversation.safety.warnings import rest
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Aspect, Topic

_TIPS_IN_A_ROW = 3
"""The number of tips after which something else is offered."""


def quick_tip(turn: Turn) -> Reply:
    """Give a tip. A group of people, or a place where a cramp is dangerous, has advice of its own."""
    if _advice(turn) is None:
        return give_tip(turn)
    is_dangerous = turn.subjects.situation in DANGEROUS_PLACES
    return explain_aspect(turn, Aspect.NOW if is_dangerous else Aspect.WHO)


def more_after_tip(turn: Turn) -> Reply:
    """Tell more of the last answer. After a tip that is another tip."""
    return give_tip(turn) if turn.session.answer in turn.library.tips else tell_more(turn)


def give_tip(turn: Turn) -> Reply:
    """Give a tip that the person has not heard: first one that suits their day, then the most useful."""
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
        _keep(turn, tip)
    offer = Question.ANOTHER_TIP if len(session.tips) < _TIPS_IN_A_ROW else Question.BEDTIME
    return Reply(tip.say, card_for(tip), offer, is_aside=True)


def suits_their_day(turn: Turn) -> bool:
    """True if the person said what their day is like, and there is a tip for it and no topic of its own."""
    things = turn.subjects.things
    if not things or turn.library.topics.about_exactly(Aspect.WHO, things) is not None:
        return False
    return any(tip.suits & set(things) for tip in turn.library.tips.values())


def _advice(turn: Turn) -> Topic | None:
    """Return the topic with the advice for a group or a situation, unless it was said last."""
    topics, subjects = turn.library.topics, turn.subjects
    situation = subjects.situation
    has_tips = any(situation in tip.suits for tip in turn.library.tips.values())
    whom = subjects.group or (None if has_tips else situation)
    topic = topics.about_exactly(Aspect.WHO, (whom,)) if whom else None
    if situation in DANGEROUS_PLACES:
        topic = topics.about_exactly(Aspect.NOW, (situation,))
    return None if topic is None or topic.id == turn.session.answer else topic


def _choose(turn: Turn) -> Tip | None:
    session = turn.session
    known = {thing for thing in (session.group, session.situation) if thing}
    tips = turn.library.tips.values()
    left = [tip for tip in tips if tip.id not in session.tips and tip.is_for(known)]
    new = [tip for tip in left if tip.id not in turn.person.tips]
    fitting = [tip for tip in (new or left) if tip.suits & known]
    return next(iter(fitting or new or left), None)


def _keep(turn: Turn, tip: Tip) -> None:
    """Keep that the person heard a tip. Once they have heard all, only those of this session count."""
    person = turn.person
    heard = person.tips if tip.id not in person.tips else turn.session.tips[:-1]
    person.tips = [*heard, tip.id]
