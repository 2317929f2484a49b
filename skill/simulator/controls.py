"""Words and buttons for the audio player, which reach a skill without its name."""

from typing import Literal

from skill.interaction.builtin import PHRASES
from skill.simulator.words import without_fillers
from skill.voice.words import words_of

Button = Literal["play", "pause", "next", "previous"]

BUTTONS: dict[Button, str] = {
    "play": "PlaybackController.PlayCommandIssued",
    "pause": "PlaybackController.PauseCommandIssued",
    "next": "PlaybackController.NextCommandIssued",
    "previous": "PlaybackController.PreviousCommandIssued",
}
"""Button to the type of the request that it sends."""

# Alexa sends these while audio plays, even if the skill's model does not declare them:
# https://developer.amazon.com/en-US/docs/alexa/custom-skills/standard-built-in-intents.html
# Stop is not in that list. On a device the word stops the audio all the same.
_INTENTS = """
Pause Resume Next Previous Repeat StartOver LoopOn LoopOff ShuffleOn ShuffleOff Stop Cancel
"""
_FILLERS = "alexa it this that now the music audio track song playback playing please"
_NOTHING = frozenset(_FILLERS.split())


def playback_intent(words: str) -> str | None:
    """Return the built-in intent that these words mean while audio plays, or None for other words.

    Alexa decides this before it asks a skill, so a skill's own samples do not count.
    """
    return _BY_WORDS.get(_bare(words))


def _bare(words: str) -> tuple[str, ...]:
    """Return the words without those that add nothing: "pause the music please" is "pause"."""
    spoken = without_fillers(words_of(words))
    return tuple(word for word in spoken if word not in _NOTHING) or tuple(spoken)


_BY_WORDS = {
    _bare(phrase): f"AMAZON.{name}Intent"
    for name in _INTENTS.split()
    for phrase in PHRASES[f"AMAZON.{name}Intent"]
}
