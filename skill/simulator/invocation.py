"""Invocations: utterances that begin with the skill's name, as "ask leg cramp coach ..."."""

from dataclasses import dataclass

from skill.simulator.words import without_fillers
from skill.voice.words import words_of

# https://developer.amazon.com/en-US/docs/alexa/custom-skills/understanding-how-users-invoke-custom-skills.html
_OPENING = frozenset({"open", "launch", "start", "begin", "run", "load", "use", "play"})
_ASKING = frozenset({"ask", "tell"})
_ARTICLES = frozenset({"the", "my"})


@dataclass(frozen=True)
class Invocation:
    """An utterance that names the skill."""

    rest: str
    """The words after the name, a connecting word among them. They are empty if the skill is only opened."""


def invocation_in(words: str, name: str) -> Invocation | None:
    """Return the invocation of the skill with this name at the beginning of the words, or None."""
    spoken = without_fillers(words_of(words))
    called = words_of(name)
    if spoken == called:
        return Invocation("")
    if not spoken or spoken[0] not in _OPENING | _ASKING:
        return None
    after = spoken[1:]
    if after and after[0] in _ARTICLES and called[0] not in _ARTICLES:
        after = after[1:]
    if after[: len(called)] != called:
        return None
    return Invocation(" ".join(after[len(called) :]))
