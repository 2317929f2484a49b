"""The index finds what the plainest search finds, in every wording there is and in ten thousand others."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import yaml

from skill.knowledge.findings import Finding
from skill.knowledge.index import Index
from skill.knowledge.library import Library
from skill.voice.words import Words, words_of
from tests.knowledge.made_up import MadeUp
from tests.knowledge.plain_search import PlainSearch

ROOT = Path(__file__).parents[2]
WORDINGS = sorted([*ROOT.glob("tests/utterances/*.yaml"), *ROOT.glob("tests/dialogues/*.yaml")])
MODEL = ROOT / "interaction_models/en-US.json"
SEED = 12


@pytest.fixture(scope="module")
def plain() -> PlainSearch:
    return PlainSearch()


@pytest.fixture(scope="module")
def made_up(plain: PlainSearch) -> list[Words]:
    lines = [line for lines in plain.lines.values() for line in lines]
    return [tuple(words_of(text)) for text in MadeUp(lines, plain.forms, SEED).texts(10_000)]


@pytest.fixture(scope="module")
def said_in(plain: PlainSearch, made_up: list[Words]) -> dict[Words, set[str]]:
    """The lines that the plain search finds in each made-up text."""
    return {words: {f"{id_} {number}" for id_, number in plain.lines_in(words)} for words in made_up}


def of_each_line(library: Library) -> list[Finding]:
    """A finding of its own for each pattern, so that no pattern stands in for another."""
    return [
        Finding(f"{finding.id} {number}", said=(), heard=(pattern,))
        for finding in library.signs.findings.values()
        for number, pattern in enumerate(finding.heard)
    ]


def test_every_wording_in_the_repository_has_the_same_findings(library: Library, plain: PlainSearch) -> None:
    texts = [text for path in WORDINGS for text in texts_in(yaml.safe_load(path.read_text(encoding="utf-8")))]
    texts += texts_in(json.loads(MODEL.read_text(encoding="utf-8")))
    texts += [text for said in plain.said.values() for text in said]
    all_words = dict.fromkeys(tuple(words_of(text)) for text in texts)
    assert len(all_words) > 4_000
    found = {words: library.signs.findings_in(words) for words in all_words}
    assert found == {words: plain.findings(words) for words in all_words}


def test_every_made_up_text_has_the_same_patterns(library: Library, said_in: dict[Words, set[str]]) -> None:
    assert found_by(Index(of_each_line(library)), said_in) == said_in


def test_every_made_up_text_has_the_same_findings(
    library: Library, plain: PlainSearch, said_in: dict[Words, set[str]]
) -> None:
    found = {words: library.signs.findings_in(words) for words in said_in}
    assert found == {
        words: plain.whole(words) | {line.split()[0] for line in lines} for words, lines in said_in.items()
    }


def test_a_pattern_that_the_index_loses_is_missed(library: Library, said_in: dict[Words, set[str]]) -> None:
    every_line = of_each_line(library)
    times = Counter(line for lines in said_in.values() for line in lines)
    assert min(times[finding.id] for finding in every_line) >= 1
    rarest = min(every_line, key=lambda finding: times[finding.id])
    every_line.remove(rarest)
    found = found_by(Index(every_line), said_in)
    assert sum(found[words] != said_in[words] for words in said_in) == times[rarest.id]


@pytest.mark.parametrize(
    "sentence",
    [
        "chest pain",
        "my leg",
        "no pain or",
        "a the my",
        "nonsense",
        "the sock left a tight mark on one big leg",
    ],
)
def test_twice_the_words_are_twice_the_work(library: Library, sentence: str) -> None:
    def search(times: int) -> Callable[[], object]:
        return lambda: library.signs.findings_in(tuple(words_of(sentence)) * times)

    assert lines_executed(search(400)) <= 2.1 * lines_executed(search(200))


def found_by(index: Index, texts: Iterable[Words]) -> dict[Words, set[str]]:
    return {words: index.find(words) for words in texts}


def texts_in(document: Any) -> Iterator[str]:
    """Every text in a document, whatever holds it."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, dict | list):
        for each in document.values() if isinstance(document, dict) else document:
            yield from texts_in(each)


def lines_executed(work: Callable[[], object]) -> int:
    """The number of lines of Python that a piece of work executes: the same on every machine, unlike time."""
    count = 0

    def counting(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return counting

    before = sys.gettrace()
    sys.settrace(counting)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
