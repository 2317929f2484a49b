"""The questions that it asks, so that a yes or a no means something."""

from enum import StrEnum


class Question(StrEnum):
    """What was asked last. The wording is in phrases.toml under the same name."""

    TIP = "tip"
    ANOTHER_TIP = "another_tip"
    WHY = "why"
    MORE = "more"
    DOCTOR = "doctor"
    ANYTHING_ELSE = "anything_else"
    MENU = "menu"
    CRAMPING = "cramping"
    IN_LEG = "in_leg"
    PREGNANT_IN_LEG = "pregnant_in_leg"
    EASING = "easing"
    WALK = "walk"
    NEXT_SIDE = "next_side"
    NEXT_STRETCH = "next_stretch"
    RESUME = "resume"
    SETTLE = "settle"
    DONE = "done"
    CARRY_ON = "carry_on"
    WHERE = "where"
    MORE_ROUTINES = "more_routines"
    ROUTINE = "routine"
    BEDTIME = "bedtime"
    VIEW = "view"
    FORGET = "forget"
