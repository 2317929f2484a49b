"""The content that is there."""

import pytest

from skill.knowledge.faults import ContentError
from skill.knowledge.library import Library, load_library
from skill.knowledge.signs import Level, Sign
from skill.knowledge.tips import Tip
from skill.knowledge.topics import Topic
from skill.voice.timing import text_seconds
from skill.voice.words import words_of

MAX_SECONDS_TO_THE_FIRST_ACTION = 3.0
MUSCLES = {"leg", "calf", "foot", "hamstring", "quad", "thigh"}


def test_every_source_has_an_address(library: Library) -> None:
    answers: list[Topic | Tip | Sign] = [*library.topics.by_id.values(), *library.tips.values()]
    for answer in [*answers, *library.signs.by_id.values()]:
        assert all(source.address.startswith("http") for source in answer.sources), answer.id


def test_a_cramp_now_begins_with_the_action_without_delay(library: Library) -> None:
    # The first thing to do is said when its first clause has been said.
    for place in (*MUSCLES, "swimming", "driving"):
        topic = library.topics.by_id[f"now_{place}"]
        first = topic.say.split(",")[0].split(" and ")[0].split(".")[0]
        assert first.split()[0] in {"Straighten", "Pull", "Lie", "Stop"}, topic.id
        assert text_seconds(first) < MAX_SECONDS_TO_THE_FIRST_ACTION, topic.id


def test_there_are_signs_of_every_level(library: Library) -> None:
    assert {sign.level for sign in library.signs.by_id.values()} == set(Level)


def test_every_finding_is_recognised_in_its_own_words(library: Library) -> None:
    for finding in library.signs.findings.values():
        for said in finding.said:
            assert finding.id in library.signs.findings_in(tuple(words_of(said)))


def test_numbers_are_those_of_the_country(library: Library) -> None:
    numbers = library.emergency_numbers
    assert [numbers.of(locale) for locale in ("en-US", "en-GB", "en-IN", "en-AU")] == [
        "911",
        "999",
        "112",
        "triple zero",
    ]
    assert numbers.of("en-NZ") == "your local emergency number"


def test_wordings_that_take_turns_differ(library: Library) -> None:
    for wordings in (*library.phrases.say.values(), *(q.ask for q in library.phrases.questions.values())):
        assert len(set(wordings)) == len(wordings)


def test_a_question_is_a_question(library: Library) -> None:
    for question in library.phrases.questions.values():
        assert all(wording.endswith("?") for wording in question.ask)


def test_an_unknown_language_is_refused_by_the_names_of_its_files() -> None:
    with pytest.raises(ContentError) as raised:
        load_library("tlh")
    message = str(raised.value)
    assert "skill/content/tlh/sources.toml: there is no such file" in message
    assert "skill/content/tlh/routines.toml: there is no such file" in message
