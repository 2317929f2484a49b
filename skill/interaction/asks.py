"""What each intent asks."""

from skill.knowledge.topics import Ask

ASKS = {
    "WhyCrampsIntent": Ask.WHY,
    "DoesItHelpIntent": Ask.HELPS,
    "IsItSafeIntent": Ask.SAFE,
    "DoesNotHelpIntent": Ask.FAILS,
    "PreventIntent": Ask.PREVENT,
    "WhatIsIntent": Ask.WHAT,
    "IsItIntent": Ask.IS_IT,
    "OtherNamesIntent": Ask.NAMES,
    "HowLongIntent": Ask.HOW_LONG,
    "HowLongLeftIntent": Ask.HOW_LONG,
    "HowCommonIntent": Ask.COMMON,
    "IsItSeriousIntent": Ask.SERIOUS,
    "TestsIntent": Ask.TESTS,
    "SeeDoctorIntent": Ask.DOCTOR,
    "DrinkIntent": Ask.DRINK,
    "EatIntent": Ask.EAT,
    "WearIntent": Ask.WEAR,
    "IAmIntent": Ask.WHO,
    "CrampNowIntent": Ask.NOW,
}
"""Intent to the question that it asks, about the things in its slots."""
