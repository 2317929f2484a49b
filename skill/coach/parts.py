"""A script that is cut into parts, each of which fits into one reply."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from skill.coach.cue import Cue, with_starts
from skill.coach.script import Block
from skill.coach.timeline import Part
from skill.knowledge.phrases import Question
from skill.voice.ssml import to_ssml

PART_SECONDS = 200.0
"""The longest part that is planned, in seconds. Alexa takes 240 s, and voices are slower than planned."""
PART_CHARACTERS = 7500
"""The most characters of SSML that are planned for a part. Alexa takes 8,000."""
_BEFORE_QUESTION = 1.2
"""The pause between the end of a part and its question, in seconds."""


def cut(blocks: Sequence[Block], questions: dict[Question, Cue], last: Question) -> tuple[Part, ...]:
    """Return the blocks as parts of about the same length.

    They are cut between stretches, or, where that does not fit, between the two sides of a stretch.

    questions: the questions that a part may end with, as cues.
    last: the question at the end of the last part.
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
            # The question belongs to the next place: a person who answers it goes on from there.
            question = replace(question, place=following[0].place)
        silence = replace(question, text="", seconds=_BEFORE_QUESTION)
        parts.append(Part(with_starts([*_cues(piece), silence, question]), name))
    return tuple(parts)


def _question(following: Block) -> Question:
    return following.ask or (Question.NEXT_SIDE if following.place.side else Question.NEXT_STRETCH)


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    """Return the blocks in groups: a new group begins where a question has to be asked."""
    groups: list[list[Block]] = []
    for block in blocks:
        if block.ask or not groups:
            groups.append([])
        groups[-1].append(block)
    return groups


def _pieces(group: list[Block], question: Cue) -> list[list[Block]]:
    """Return the group in as few pieces as fit, with the fewest cuts between sides, as even as possible."""
    for cuts in range(len(group)):
        ways = [
            [group[begin:end] for begin, end in pairwise((0, *where, len(group)))]
            for where in combinations(range(1, len(group)), cuts)
        ]
        fitting = [way for way in ways if all(_fits(piece, question) for piece in way)]
        if fitting:
            return min(fitting, key=_unevenness)
    # One block can be longer than a planned part, where a person wants long holds at the slow pace.
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
    """Return the cues of a piece without a pause at its beginning."""
    cues = [cue for block in piece for cue in block.cues]
    return cues[1:] if not cues[0].text else cues
