"""A script cut into parts, each for one reply."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, combinations, pairwise

from skill.coach.cue import Cue
from skill.coach.script import Block
from skill.coach.timeline import Part
from skill.knowledge.phrases import Question
from skill.voice.ssml import to_ssml

PART_SECONDS = 200.0
PART_CHARACTERS = 7500
"""What a part is planned to: Alexa takes 240 s and 8,000 characters."""


_BEFORE_QUESTION = 1.2
"""Seconds between the end of a part and its question."""


def cut(blocks: Sequence[Block], questions: dict[Question, Cue], last: Question) -> tuple[Part, ...]:
    """The blocks as parts of about the same length, cut between stretches, at worst between their sides.

    questions: what a part may end with, by name; `last` ends the last one.
    """
    longest = max(
        (questions[Question.NEXT_SIDE], questions[Question.NEXT_STRETCH]), key=lambda cue: cue.seconds
    )
    pieces = [piece for group in _groups(blocks) for piece in _pieces(group, longest)]
    parts = []
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        name = _question(following[0]) if following else last
        question = questions[name]
        if following:
            # Who hears the question is on the way to what comes next.
            question = replace(question, place=following[0].place)
        silence = replace(question, text="", seconds=_BEFORE_QUESTION)
        parts.append(Part(started([*_cues(piece), silence, question]), name))
    return tuple(parts)


def _question(following: Block) -> Question:
    return following.ask or (Question.NEXT_SIDE if following.place.side else Question.NEXT_STRETCH)


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Cut where a question has to be asked."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.ask or not groups:
            groups.append([])
        groups[-1].append(block)
    return groups


def _pieces(group: list[Block], question: Cue) -> list[list[Block]]:
    """As few as possible; of those ways the one with the fewest cuts between sides, and the evenest."""
    for cuts in range(len(group)):
        ways = [
            [group[begin:end] for begin, end in pairwise((0, *where, len(group)))]
            for where in combinations(range(1, len(group)), cuts)
        ]
        fitting = [way for way in ways if all(_fits(piece, question) for piece in way)]
        if fitting:
            return min(fitting, key=_unevenness)
    # A block alone may be longer than is planned, where somebody holds long at a slow pace.
    return [[block] for block in group]


def _unevenness(way: list[list[Block]]) -> tuple[int, float]:
    sides = sum(piece[0].place.side > 0 for piece in way[1:])
    return sides, sum(sum(block.seconds for block in piece) ** 2 for piece in way)


def _fits(piece: list[Block], question: Cue) -> bool:
    cues = [*_cues(piece), question]
    if sum(cue.seconds for cue in cues) + _BEFORE_QUESTION > PART_SECONDS:
        return False
    return len(to_ssml(cue.spoken for cue in cues)) <= PART_CHARACTERS


def _cues(piece: list[Block]) -> list[Cue]:
    """The cues of a piece, without a silence at its beginning."""
    cues = [cue for block in piece for cue in block.cues]
    return cues[1:] if not cues[0].text else cues


def started(cues: Sequence[Cue]) -> tuple[Cue, ...]:
    """The cues one after the other, each with its start in seconds from the first."""
    starts = accumulate((cue.seconds for cue in cues), initial=0.0)
    return tuple(replace(cue, start=round(start, 2)) for cue, start in zip(cues, starts, strict=False))
