"""Texts made up of the words of findings.toml: something is said, nearly said, or denied."""

from collections.abc import Iterator
from random import Random

from skill.voice.words import words_of
from tests.knowledge.plain_search import Line, Phrase

ENDINGS = ["", "s", "ed", "ing", "er", "ness", "ly", "ation"]
"""What is put in the place of a star."""
DENIALS = [
    "no",
    "without",
    "neither",
    "i do not have any",
    "she is not",
    "no pain or",
    "never had a",
    "it was not",
]
FILLERS = words_of(
    "i my the a and or she he it is was has had have got feel been at all in on of to since now then when "
    "after really just leg legs cramp night today doctor gran football oh well you know please what can why"
)


class MadeUp:
    """A maker of texts. The same seed makes the same ones."""

    def __init__(self, lines: list[Line], forms: list[str], seed: int) -> None:
        self._lines = lines
        self._forms = forms
        self._random = Random(seed)

    def texts(self, count: int) -> Iterator[str]:
        """Yield so many texts, in which every line has its turn."""
        ways = [self._said, self._said, self._nearly_said, self._of_several, self._mixed]
        for number in range(count):
            line = self._lines[number % len(self._lines)]
            yield " ".join(ways[number // len(self._lines) % len(ways)](line))

    def _said(self, line: Line) -> list[str]:
        """The parts of a line in any order, with a few words between them."""
        pieces = [self._one_of(phrases) for phrases in line.needed]
        self._random.shuffle(pieces)
        return self._with_words_between(pieces, most=3)

    def _nearly_said(self, line: Line) -> list[str]:
        """The parts of a line far apart, denied, lacking one, or with what must be absent."""
        pieces = [self._one_of(phrases) for phrases in line.needed]
        self._random.shuffle(pieces)
        change = self._random.randrange(4)
        if change == 0:
            pieces[self._random.randrange(len(pieces))] = self._random.choice(FILLERS)
        elif change == 1 and line.absent:
            pieces.insert(self._random.randint(0, len(pieces)), self._one_of(line.absent))
        elif change == 2:
            pieces.insert(self._random.randrange(len(pieces)), self._random.choice(DENIALS))
        return self._with_words_between(pieces, most=14 if change == 3 else 3)

    def _of_several(self, line: Line) -> list[str]:
        """The words of this line and others, with denials among them, and some of them again."""
        lines = [line, *self._random.choices(self._lines, k=self._random.randint(1, 6))]
        pieces = [self._one_of(phrases) for each in lines for phrases in each.needed]
        pieces += self._random.choices(DENIALS, k=self._random.randrange(3))
        pieces += self._random.choices(pieces, k=self._random.randrange(4))
        self._random.shuffle(pieces)
        return self._with_words_between(pieces, most=1)

    def _mixed(self, line: Line) -> list[str]:
        """Any words, with one part of this line among them."""
        forms = self._random.choices(self._forms, k=self._random.randrange(12))
        pieces = [*(self._completed((form,)) for form in forms), self._one_of(line.needed[0])]
        self._random.shuffle(pieces)
        return self._with_words_between(pieces, most=1)

    def _one_of(self, phrases: list[Phrase]) -> str:
        return self._completed(self._random.choice(phrases))

    def _completed(self, phrase: Phrase) -> str:
        """A phrase with letters in the place of its stars."""
        return " ".join(form.replace("*", self._random.choice(ENDINGS)) for form in phrase)

    def _with_words_between(self, pieces: list[str], most: int) -> list[str]:
        spoken: list[str] = []
        for piece in pieces:
            spoken += self._random.choices(FILLERS, k=self._random.randint(0, most))
            spoken.append(piece)
        return spoken
