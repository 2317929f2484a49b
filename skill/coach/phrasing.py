"""Texts with their gaps filled, and lengths of time in words."""

from skill.coach.plan import Side
from skill.knowledge.phrases import CoachingPhrase
from skill.knowledge.routines import Step

_LEGS = {Side.RIGHT: CoachingPhrase.RIGHT, Side.LEFT: CoachingPhrase.LEFT}


def filled(text: str, step: Step, side: Side | None, words: dict[CoachingPhrase, tuple[str, ...]]) -> str:
    """Return the text with the leg in place of {side} and {Side}, and the other leg in place of {other}.

    {support} becomes the thing that the hands are on.
    """
    if side is not None:
        leg = words[_LEGS[side]][0]
        other = words[_LEGS[Side.LEFT if side is Side.RIGHT else Side.RIGHT]][0]
        text = text.replace("{side}", leg).replace("{Side}", leg.capitalize()).replace("{other}", other)
    return text.replace("{support}", step.support or "the wall")


def spoken_length(seconds: float, words: dict[CoachingPhrase, tuple[str, ...]]) -> str:
    """Return a length of time in words: in half minutes below four minutes, and in minutes from there on."""
    halves = round(seconds / 30)
    if halves < 1:
        return words[CoachingPhrase.MOMENTS][0]
    if halves % 2 and halves < 8:
        return words[CoachingPhrase.HALF_MINUTES][halves // 2]
    minutes = words[CoachingPhrase.MINUTES]
    return minutes[min(max(round(seconds / 60), 1), len(minutes)) - 1]
