"""What each intent asks."""

from skill.knowledge.topics import Aspect

ASKS = {
    "WhyCrampsIntent": Aspect.WHY,
    "DoesItHelpIntent": Aspect.HELPS,
    "IsItSafeIntent": Aspect.SAFE,
    "DoesNotHelpIntent": Aspect.FAILS,
    "PreventIntent": Aspect.PREVENT,
    "WhatIsIntent": Aspect.WHAT,
    "IsItIntent": Aspect.IS_IT,
    "OtherNamesIntent": Aspect.NAMES,
    "HowLongIntent": Aspect.HOW_LONG,
    "HowLongLeftIntent": Aspect.HOW_LONG,
    "HowCommonIntent": Aspect.COMMON,
    "IsItSeriousIntent": Aspect.SERIOUS,
    "TestsIntent": Aspect.TESTS,
    "SeeDoctorIntent": Aspect.DOCTOR,
    "DrinkIntent": Aspect.DRINK,
    "EatIntent": Aspect.EAT,
    "WearIntent": Aspect.WEAR,
    "IAmIntent": Aspect.WHO,
    "CrampNowIntent": Aspect.NOW,
}
"""Intent to the aspect that it asks about, of the things in its slots."""
