"""What people say, in words that are not the model's: whether the right thing is answered.

The utterances (tests/utterances) were written without sight of the model. They go through the simulator's
hearing, the skill and back.
"""

from collections.abc import Callable

import pytest

from skill.knowledge.library import Library, load_library
from skill.knowledge.signs import Level
from skill.knowledge.wording import MAX_SECONDS, MAX_WORDS
from skill.simulator.device import Device
from skill.voice.timing import seconds
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


SIGN_WORDINGS = [(sign, words) for sign, wordings in read("signs.yaml").items() for words in wordings]


@pytest.mark.parametrize(("sign", "words"), SIGN_WORDINGS)
def test_a_sign_is_heard_at_its_level_at_least(sign: str, words: str, echo: Callable[..., Device]) -> None:
    library = load_library()
    level = library.signs.by_id[sign].level
    turn = echo().ask(words)
    answered = library.signs.by_id.get(answer_of(turn, library) or "")
    assert answered is not None, f"{sign} was missed in {words!r}: {turn.text}"
    assert answered.level >= level, f"{sign} was lowered to {answered.id} in {words!r}"
    if level is Level.EMERGENCY:
        assert turn.text.startswith(f"Call {NUMBER} now.")
        assert not turn.session_open


def test_there_are_at_least_three_wordings_for_everything(library: Library) -> None:
    topics, signs = read("topics.yaml"), read("signs.yaml")
    assert len(topics) == 126
    assert len(signs) == 42
    assert set(topics) <= set(library.topics.by_id)
    assert set(signs) <= set(library.signs.by_id)
    assert all(len(wordings) >= 3 for wordings in (*topics.values(), *signs.values()))


def test_every_topic_and_every_sign_is_answered_to_somebody(
    library: Library, echo: Callable[..., Device]
) -> None:
    said = {
        answer_of(echo().ask(words_in(wording)), library)
        for name in ("topics.yaml", "signs.yaml")
        for wordings in read(name).values()
        for wording in wordings
    }
    same = {topic for topic, signs in SAME_ADVICE.items() if signs & said}
    # The same words are said for a cramp in the calf and for one in the leg.
    unanswered = {*read("topics.yaml"), *read("signs.yaml")} - said - same - {"now_calf"}
    assert not unanswered


def test_topics_are_reached_and_no_miss_is_a_wronganswer_of(
    library: Library, echo: Callable[..., Device], tell: Callable[[str], None]
) -> None:
    misses, wrong, count = [], [], 0
    for topic, wordings in read("topics.yaml").items():
        for wording in wordings:
            count += 1
            turn = echo().ask(words_in(wording))
            if is_reached(topic, wording, turn, library):
                continue
            answered = answer_of(turn, library)
            misses.append(f"{topic}: {words_in(wording)!r} got {answered or turn.text[:60]}")
            near = set().union(*(_neighbours(each, library) for each in topics_for(topic, wording)))
            if answered in {*library.topics.by_id, *library.tips} and answered not in near:
                wrong.append(misses[-1])
    tell("\n  ".join([f"{len(misses)} of {count} wordings missed their topic:", *misses]))
    assert len(misses) <= (1 - LEAST_OF_TOPICS) * count
    assert not wrong, "\n".join(wrong)


def test_what_is_not_ours_is_declined(library: Library, echo: Callable[..., Device]) -> None:
    sentences = read("foreign.yaml")
    assert len(sentences) == 60
    answered = [words for words in sentences if answer_of(echo().ask(words), library)]
    assert len(answered) <= round((1 - LEAST_OF_FOREIGN) * len(sentences)), answered


def test_no_reply_to_any_of_them_is_long(library: Library, echo: Callable[..., Device]) -> None:
    for wordings in read("topics.yaml").values():
        for wording in wordings:
            turn = echo().ask(words_in(wording))
            if turn.intent != "CrampNowIntent":
                assert len(turn.text.split()) <= MAX_WORDS, turn.text
                assert seconds(turn.speech) <= MAX_SECONDS, turn.text
