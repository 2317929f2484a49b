"""The questions that it asks, so that a yes or a no means something."""

from enum import StrEnum


class Question(StrEnum):
    """What was asked last. The wording is in phrases.toml under the same name."""

    TIP = "tip"
    ANOTHER_TIP = "another_tip"
    WHY = "why"
    BEDTIME = "bedtime"
    ANYTHING_ELSE = "anything_else"
    MENU = "menu"
    IN_LEG = "in_leg"
    EASING = "easing"
    NEXT_PART = "next_part"
    RESUME = "resume"
    SETTLE = "settle"
    FORGET = "forget"
