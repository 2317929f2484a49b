"""The aspects that intents ask about: why it happens, what it is, if it helps ..."""

from skill.interaction.intents import Intent
from skill.knowledge.topics import Aspect

ASPECTS: dict[Intent, Aspect] = {
    Intent.WHY_CRAMPS: Aspect.WHY,
    Intent.DOES_IT_HELP: Aspect.HELPS,
    Intent.IS_IT_SAFE: Aspect.SAFE,
    Intent.DOES_NOT_HELP: Aspect.FAILS,
    Intent.PREVENT: Aspect.PREVENT,
    Intent.WHAT_IS: Aspect.WHAT,
    Intent.IS_IT: Aspect.IS_IT,
    Intent.OTHER_NAMES: Aspect.NAMES,
    Intent.HOW_LONG: Aspect.HOW_LONG,
    Intent.HOW_LONG_LEFT: Aspect.HOW_LONG,
    Intent.HOW_COMMON: Aspect.COMMON,
    Intent.IS_IT_SERIOUS: Aspect.SERIOUS,
    Intent.TESTS: Aspect.TESTS,
    Intent.SEE_DOCTOR: Aspect.DOCTOR,
    Intent.DRINK: Aspect.DRINK,
    Intent.EAT: Aspect.EAT,
    Intent.WEAR: Aspect.WEAR,
    Intent.I_AM: Aspect.WHO,
    Intent.CRAMP_NOW: Aspect.NOW,
}
"""Intent to the aspect that it asks about. The things in question are in the slots."""
