"""The aspects that intents ask about: why it happens, what it is, if it helps ..."""

from skill.interaction.intents import Intent
from skill.knowledge.topics import Ask

ASPECTS: dict[Intent, Ask] = {
    Intent.WHY_CRAMPS: Ask.WHY,
    Intent.DOES_IT_HELP: Ask.HELPS,
    Intent.IS_IT_SAFE: Ask.SAFE,
    Intent.DOES_NOT_HELP: Ask.FAILS,
    Intent.PREVENT: Ask.PREVENT,
    Intent.WHAT_IS: Ask.WHAT,
    Intent.IS_IT: Ask.IS_IT,
    Intent.OTHER_NAMES: Ask.NAMES,
    Intent.HOW_LONG: Ask.HOW_LONG,
    Intent.HOW_LONG_LEFT: Ask.HOW_LONG,
    Intent.HOW_COMMON: Ask.COMMON,
    Intent.IS_IT_SERIOUS: Ask.SERIOUS,
    Intent.TESTS: Ask.TESTS,
    Intent.SEE_DOCTOR: Ask.DOCTOR,
    Intent.DRINK: Ask.DRINK,
    Intent.EAT: Ask.EAT,
    Intent.WEAR: Ask.WEAR,
    Intent.I_AM: Ask.WHO,
    Intent.CRAMP_NOW: Ask.NOW,
}
"""Intent to the aspect that it asks about. The things in question are in the slots."""
