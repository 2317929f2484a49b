"""The handlers that explain a topic, tell more of it, and name its sources."""

from skill.conversation.exchange.card import Card, card_for
from skill.conversation.exchange.reply import Reply
from skill.conversation.exchange.turn import Turn
from skill.conversation.routine.questions import running_step
from skill.conversation.state.mode import IN_A_CRAMP
from skill.interaction.aspects import ASPECTS
from skill.knowledge.phrases import Phrase, Question
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Aspect, Topic

_OFFERS = {
    Aspect.WHY: Question.WHY,
    Aspect.HELPS: Question.TIP,
    Aspect.SAFE: Question.TIP,
    Aspect.FAILS: Question.TIP,
    Aspect.WHAT: Question.DOCTOR,
    Aspect.IS_IT: Question.DOCTOR,
}
"""Aspect to the question that a reply ends with when there is no answer about it."""
STRETCHING = "prev_bed_stretch"
"""The id of the topic about the use of stretching."""


def explain_topic(turn: Turn) -> Reply:
    """Answer a question about cramps, or about the cause, remedy or condition that it names."""
    assert turn.intent is not None
    return explain_aspect(turn, ASPECTS[turn.intent])


def explain_why(turn: Turn) -> Reply:
    """Explain why cramps happen."""
    return explain_aspect(turn, Aspect.WHY)


def explain_when_to_see_a_doctor(turn: Turn) -> Reply:
    """Explain when a cramp needs a doctor. This also answers a pain that is no cramp."""
    return explain_aspect(turn, Aspect.DOCTOR)


def explain_aspect(turn: Turn, aspect: Aspect) -> Reply:
    """Explain this aspect of the things that were named, or say that it is not known.

    The advice for a group or a situation is followed by the offer of the routine that suits it.
    """
    turn.note_person()
    subjects, session = turn.subjects, turn.session
    topic = turn.library.topics.find(aspect, subjects.things)
    if subjects.has_unknown or topic is None:
        is_named = subjects.has_unknown or subjects.things
        phrase = Phrase.NOT_KNOWN if is_named else Phrase.WHICH_ONE
        return cannot_answer(turn, phrase, _OFFERS.get(aspect, Question.MENU))
    suiting = turn.library.routine_for(subjects.things) if aspect is Aspect.WHO else None
    if suiting is None or session.resting:
        return explain(turn, topic)
    session.offered = suiting.id
    return explain(turn, topic, Question.ROUTINE)


def explain_stretch(turn: Turn) -> Reply:
    """Explain the use of the stretch that is being done, or of stretching in general."""
    running = running_step(turn)
    topic_id = running[1].stretch.why if running else STRETCHING
    return explain(turn, turn.library.topics.by_id[topic_id])


def explain(turn: Turn, topic: Topic, offer: Question = Question.MORE) -> Reply:
    """Say a topic, with its card, and end with the question `offer`."""
    session = turn.session
    session.answer, session.more_told = topic.id, False
    return Reply(topic.say, _with_disclaimer(turn, card_for(topic)), offer, is_aside=True)


def tell_more(turn: Turn) -> Reply:
    """Tell more of the topic that was answered last, or say that there is no more."""
    session = turn.session
    topic = turn.library.topics.by_id.get(session.answer or "")
    if topic is None or session.more_told:
        text = turn.wording(Phrase.NOTHING_MORE)
        return Reply(text, question=Question.TIP, insists=True, is_aside=True)
    session.more_told = True
    return Reply(topic.more, card_for(topic), Question.TIP, is_aside=True)


def tell_sources(turn: Turn) -> Reply:
    """Tell how sure anyone is of the last answer, and one or two of its sources.

    Without a last answer, tell the sources in general.
    """
    session = turn.session
    answer = turn.library.answer(session.answer or "")
    if answer is None:
        return Reply(turn.wording(Phrase.SOURCES), question=Question.MENU, is_aside=True)
    strength = answer.strength if isinstance(answer, Topic | Tip) else ""
    named = list(dict.fromkeys(source.spoken for source in answer.sources))[:2]
    phrase = turn.wording(Phrase.SOURCE if len(named) == 1 else Phrase.TWO_SOURCES)
    spoken = phrase.replace("{first}", named[0]).replace("{second}", named[-1])
    offer = Question.TIP if session.more_told else Question.MORE
    return Reply(f"{strength} {spoken}".strip(), card_for(answer), offer, is_aside=True)


def say_no_doctor(turn: Turn) -> Reply:
    """Say that the skill is no doctor, with the disclaimer on the card."""
    card = Card("Leg Cramp Coach").with_note(turn.library.phrases.say[Phrase.DISCLAIMER][0])
    return Reply(turn.wording(Phrase.NO_DOCTOR), card, Question.DOCTOR, is_aside=True)


def cannot_answer(turn: Turn, phrase: Phrase, offer: Question) -> Reply:
    """Say that there is no answer to this, and end with the question `offer`.

    In a cramp, and from the second time in a row on, the reply tells when to get help.

    phrase: the words for the first time while neither a cramp nor a routine is under way.
    """
    session = turn.session
    session.stays_open = True
    if session.asked in IN_A_CRAMP:
        phrase = Phrase.CRAMP_WARNING
    elif turn.progress is not None:
        # Words that are said twice may be a report of pain or of danger.
        phrase = Phrase.FALLBACK_STRETCHING if session.misses else Phrase.NOT_CAUGHT_STRETCHING
    elif session.misses:
        phrase = Phrase.NOT_UNDERSTOOD_AGAIN
    text = turn.wording(phrase)
    return Reply(text, question=offer, insists=True, is_aside=True, misses=session.misses + 1)


def _with_disclaimer(turn: Turn, card: Card) -> Card:
    """Return the card, with the disclaimer in full if no card has shown it to the person yet."""
    if turn.session.card_disclaimed:
        return card
    turn.session.card_disclaimed = True
    if turn.person.disclaimed:
        return card
    turn.person.disclaimed = True
    return card.with_note(turn.library.phrases.say[Phrase.DISCLAIMER][0])
