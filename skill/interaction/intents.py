"""The things that a person may mean. Amazon's intent for a thing and ours are one member."""

from enum import StrEnum


class Intent(StrEnum):
    """One thing that a person may mean. The value is the intent's name without Amazon's prefix."""

    # Questions about cramps.
    WHY_CRAMPS = "WhyCrampsIntent"
    WHAT_IS = "WhatIsIntent"
    """A question about a condition: "what is restless legs"."""
    IS_IT = "IsItIntent"
    """A question if it is another condition than a cramp: "is it a blood clot"."""
    OTHER_NAMES = "OtherNamesIntent"
    HOW_LONG = "HowLongIntent"
    """A question about the length of a cramp, or of the time that a remedy takes."""
    HOW_COMMON = "HowCommonIntent"
    IS_IT_SERIOUS = "IsItSeriousIntent"
    TESTS = "TestsIntent"
    SEE_DOCTOR = "SeeDoctorIntent"
    DOES_IT_HELP = "DoesItHelpIntent"
    IS_IT_SAFE = "IsItSafeIntent"
    DOES_NOT_HELP = "DoesNotHelpIntent"
    """A report that a remedy did not help."""
    DRINK = "DrinkIntent"
    EAT = "EatIntent"
    WEAR = "WearIntent"
    PREVENT = "PreventIntent"
    QUICK_TIP = "QuickTipIntent"
    TELL_ME_MORE = "TellMeMoreIntent"
    SOURCE = "SourceIntent"
    """A question about the source of an answer: "how do you know that"."""
    ARE_YOU_A_DOCTOR = "AreYouADoctorIntent"

    # Reports about the person.
    CRAMP_NOW = "CrampNowIntent"
    SYMPTOM = "SymptomIntent"
    THAT_HURTS = "ThatHurtsIntent"
    I_AM = "IAmIntent"
    """The person's group or situation: "I'm pregnant", "I sit all day"."""
    FORGET_ME = "ForgetMeIntent"

    # Routines and stretches.
    START_ROUTINE = "StartRoutineIntent"
    LIST_ROUTINES = "ListRoutinesIntent"
    HOW_TO = "HowToIntent"
    """A question about a stretch: "how do I do the towel stretch"."""
    PLAY_THROUGH = "PlayThroughIntent"
    """The wish to have the routine played as audio, without questions."""
    STEP_BY_STEP = "StepByStepIntent"
    """The wish to be led by voice, with questions between the parts."""
    HOW_LONG_LEFT = "HowLongLeftIntent"
    WHICH_STRETCH = "WhichStretchIntent"
    WHY_THIS = "WhyThisIntent"
    """A question about the use of the stretch that is running."""
    SLOWER = "SlowerIntent"
    FASTER = "FasterIntent"
    LONGER = "LongerIntent"
    SHORTER = "ShorterIntent"
    LESS_TALK = "LessTalkIntent"
    MORE_TALK = "MoreTalkIntent"
    ONE_SIDE = "OneSideIntent"
    """The wish to do one leg only."""
    OTHER_SIDE = "OtherSideIntent"
    MISSING_THING = "MissingThingIntent"
    """A report that a towel, a chair or the like is missing."""
    CANNOT_REACH = "CannotReachIntent"
    REPEAT_STRETCH = "RepeatStretchIntent"

    # Commands and answers, which Amazon defines.
    YES = "YesIntent"
    NO = "NoIntent"
    HELP = "HelpIntent"
    STOP = "StopIntent"
    CANCEL = "CancelIntent"
    PAUSE = "PauseIntent"
    RESUME = "ResumeIntent"
    NEXT = "NextIntent"
    PREVIOUS = "PreviousIntent"
    REPEAT = "RepeatIntent"
    START_OVER = "StartOverIntent"
    NAVIGATE_HOME = "NavigateHomeIntent"
    LOOP_ON = "LoopOnIntent"
    LOOP_OFF = "LoopOffIntent"
    SHUFFLE_ON = "ShuffleOnIntent"
    SHUFFLE_OFF = "ShuffleOffIntent"
    FALLBACK = "FallbackIntent"
    """Words that the skill does not understand."""


SAME_AS = {
    "WaitIntent": Intent.PAUSE,
    "GoOnIntent": Intent.RESUME,
    "SkipIntent": Intent.NEXT,
    "BackIntent": Intent.PREVIOUS,
    "SayAgainIntent": Intent.REPEAT,
    "BeginAgainIntent": Intent.START_OVER,
    "EnoughIntent": Intent.STOP,
}
"""Intents of ours that mean the same as one of Amazon's. Alexa hears Amazon's in words that it knows,
and ours in other words as well."""

AMAZON_PREFIX = "AMAZON."

MEANINGS: dict[str, Intent] = {intent.value: intent for intent in Intent} | SAME_AS
"""The name of each intent, without Amazon's prefix, to its meaning."""


def meant(name: str) -> Intent:
    """Return the meaning of an intent's name as Alexa sends it, with Amazon's prefix or without.

    An unknown name means FALLBACK.
    """
    return MEANINGS.get(name.removeprefix(AMAZON_PREFIX), Intent.FALLBACK)
