"""What people say, in words that are not the model's: whether the right thing is answered.

The utterances (tests/utterances) were written without sight of the model. Each goes through the simulator's
hearing, the skill and back once in a run.
"""

from collections.abc import Callable
from functools import cache

import pytest

from skill.knowledge.library import Library
from skill.knowledge.signs import Level
from skill.knowledge.wording import MAX_SECONDS, MAX_WORDS
from skill.settings import read_settings
from skill.simulator.device import Answer
from skill.simulator.hearing import Hearing
from skill.voice.timing import seconds
from tests.household import Household
from tests.utterances.wordings import (
    NUMBER,
    SAME_ADVICE,
    answer_of,
    is_reached,
    read,
    topics_for,
    words_in,
)

LEAST_OF_TOPICS = 0.95
LEAST_OF_FOREIGN = 57 / 60


def _neighbours(topic: str, library: Library) -> set[str]:
    """Topics that are no wrong answer in its place: related to it, about the same thing, or of its kind."""
    topics = library.topics.by_id
    things = {thing for _, about in topics[topic].asked for thing in about}
    return {
        other.id
        for other in topics.values()
        if other.id in topics[topic].related
        or topic in other.related
        or other.group == topics[topic].group
        or things & {thing for _, about in other.asked for thing in about}
    }


Said = Callable[[str], Answer]

SIGN_WORDINGS = [(sign, words) for sign, wordings in read("signs.yaml").items() for words in wordings]


@pytest.fixture(scope="module")
def said(hearing: Hearing) -> Said:
    """Says a wording as a one-shot to a skill to which everybody is new: once, however often it is wanted."""
    household = Household(read_settings({}), hearing, remember=False)
    return cache(lambda words: household.echo().ask(words))


@pytest.mark.parametrize(("sign", "words"), SIGN_WORDINGS)
def test_a_sign_is_heard_at_its_level_at_least(sign: str, words: str, library: Library, said: Said) -> None:
    level = library.signs.by_id[sign].level
    answer = said(words)
    answered = library.signs.by_id.get(answer_of(answer, library) or "")
    assert answered is not None, f"{sign} was missed in {words!r}: {answer.text}"
    assert answered.level >= level, f"{sign} was lowered to {answered.id} in {words!r}"
    if level is Level.EMERGENCY:
        assert answer.text.startswith(f"Call {NUMBER} now.")
        assert not answer.session_open


def test_there_are_at_least_three_wordings_for_everything(library: Library) -> None:
    topics, signs = read("topics.yaml"), read("signs.yaml")
    assert len(topics) == 126
    assert len(signs) == 42
    assert set(topics) <= set(library.topics.by_id)
    assert set(signs) <= set(library.signs.by_id)
    assert all(len(wordings) >= 3 for wordings in (*topics.values(), *signs.values()))


def test_every_topic_and_every_sign_is_answered_to_somebody(library: Library, said: Said) -> None:
    answered = {
        answer_of(said(words_in(wording)), library)
        for name in ("topics.yaml", "signs.yaml")
        for wordings in read(name).values()
        for wording in wordings
    }
    same = {topic for topic, signs in SAME_ADVICE.items() if signs & answered}
    # The same words are said for a cramp in the calf and for one in the leg.
    unanswered = {*read("topics.yaml"), *read("signs.yaml")} - answered - same - {"now_calf"}
    assert not unanswered


def test_topics_are_reached_and_no_miss_is_a_wrong_answer(
    library: Library, said: Said, tell: Callable[[str], None]
) -> None:
    misses, wrong, count = [], [], 0
    for topic, wordings in read("topics.yaml").items():
        for wording in wordings:
            count += 1
            answer = said(words_in(wording))
            if is_reached(topic, wording, answer, library):
                continue
            answered = answer_of(answer, library)
            misses.append(f"{topic}: {words_in(wording)!r} got {answered or answer.text[:60]}")
            near = set().union(*(_neighbours(each, library) for each in topics_for(topic, wording)))
            if answered in {*library.topics.by_id, *library.tips} and answered not in near:
                wrong.append(misses[-1])
    tell("\n  ".join([f"{len(misses)} of {count} wordings missed their topic:", *misses]))
    assert len(misses) <= (1 - LEAST_OF_TOPICS) * count
    assert not wrong, "\n".join(wrong)


def test_what_is_not_ours_is_declined(library: Library, said: Said) -> None:
    sentences = read("foreign.yaml")
    assert len(sentences) == 60
    answered = [words for words in sentences if answer_of(said(words), library)]
    assert len(answered) <= round((1 - LEAST_OF_FOREIGN) * len(sentences)), answered


def test_no_reply_to_any_of_them_is_long(said: Said) -> None:
    held = 0
    for wordings in read("topics.yaml").values():
        for wording in wordings:
            answer = said(words_in(wording))
            if answer.intent != "CrampNowIntent":
                held += 1
                assert len(answer.text.split()) <= MAX_WORDS, answer.text
                assert seconds(answer.speech) <= MAX_SECONDS, answer.text
    assert held > 500
