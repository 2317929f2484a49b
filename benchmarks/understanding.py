"""How much is understood of wordings that are not those of the tests.

    python benchmarks/understanding.py

Prints the shares, and each wording that missed. Write no sample after these wordings (wordings/*.yaml), or
they say nothing any more about those that nobody has thought of.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.interaction.model import load_model
from skill.knowledge.library import load_library
from skill.settings import read_settings
from skill.simulator.device import Answer
from skill.simulator.hearing import Hearing
from tests.household import Household
from tests.utterances.wordings import answer_of, is_reached, read, words_in

FOLDER = Path(__file__).parent / "wordings"


def main() -> None:
    """Ask everything, each in a session of its own."""
    library = load_library()
    household = Household(read_settings({}), Hearing(load_model("en-US")), remember=False)

    def ask(words: str) -> Answer:
        return household.echo().ask(words)

    asked = [
        (topic, each, ask(words_in(each)))
        for topic, all_ in read("topics.yaml", FOLDER).items()
        for each in all_
    ]
    missed = [
        f"{topic}: {words_in(each)} got {answer_of(answer, library) or answer.text}"
        for topic, each, answer in asked
        if not is_reached(topic, each, answer, library)
    ]
    _print("topics reached", len(asked), missed)

    signs = library.signs.by_id
    told = [(sign, words, ask(words)) for sign, all_ in read("signs.yaml", FOLDER).items() for words in all_]
    answers = {words: signs.get(answer_of(answer, library) or "") for _, words, answer in told}
    lowered = [
        f"{sign}: {words} got {heard.id if (heard := answers[words]) else answer.text}"
        for sign, words, answer in told
        if (heard := answers[words]) is None or heard.level < signs[sign].level
    ]
    _print("warning signs at their level", len(told), lowered)

    foreign = read("foreign.yaml", FOLDER)
    taken = [words for words in foreign if answer_of(ask(words), library)]
    _print("sentences about something else declined", len(foreign), taken)


def _print(what: str, count: int, missed: list[str]) -> None:
    print(f"{what}: {count - len(missed)} of {count}", *missed, sep="\n  ")


if __name__ == "__main__":
    main()
