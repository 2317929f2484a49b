"""The questions that it asks, so that a yes or a no means something."""

from enum import StrEnum


class Question(StrEnum):
    """What was asked last. The wording is in phrases.toml under the same name."""

    TIP = "tip"
    ANOTHER_TIP = "another_tip"
    WHY = "why"
    MORE = "more"
    DOCTOR = "doctor"
    BEDTIME = "bedtime"
    ANYTHING_ELSE = "anything_else"
    MENU = "menu"
    CRAMPING = "cramping"
    IN_LEG = "in_leg"
    PREGNANT_IN_LEG = "pregnant_in_leg"
    EASING = "easing"
    NEXT_PART = "next_part"
    RESUME = "resume"
    SETTLE = "settle"
    FORGET = "forget"
