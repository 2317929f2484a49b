"""Amazon's built-in intents and the phrases for them."""

# These are the common utterances that Amazon lists, to which a skill may add samples of its own:
# https://developer.amazon.com/en-US/docs/alexa/custom-skills/standard-built-in-intents.html
PHRASES = {
    "AMAZON.CancelIntent": ("cancel", "never mind", "forget it"),
    "AMAZON.HelpIntent": ("help", "help me", "can you help me"),
    "AMAZON.LoopOffIntent": ("loop off",),
    "AMAZON.LoopOnIntent": ("loop", "loop on", "keep repeating this song"),
    "AMAZON.NavigateHomeIntent": ("home", "go home"),
    "AMAZON.NextIntent": ("next", "skip", "skip forward"),
    "AMAZON.NoIntent": ("no", "no thanks"),
    "AMAZON.PauseIntent": ("pause", "pause that"),
    "AMAZON.PreviousIntent": ("go back", "skip back", "back up", "previous"),
    "AMAZON.RepeatIntent": ("repeat", "say that again", "repeat that"),
    "AMAZON.ResumeIntent": ("resume", "continue", "keep going"),
    "AMAZON.ShuffleOffIntent": ("stop shuffling", "shuffle off", "turn off shuffle"),
    "AMAZON.ShuffleOnIntent": ("shuffle", "shuffle on", "shuffle the music", "shuffle mode"),
    "AMAZON.StartOverIntent": ("start over", "restart", "start again"),
    "AMAZON.StopIntent": ("stop", "off", "shut up"),
    "AMAZON.YesIntent": ("yes", "yes please", "sure"),
}
"""Intent to the English phrases that Amazon documents for it. Alexa knows more than these."""

ALWAYS = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.HelpIntent"})
"""The intents that reach a skill even if its model does not declare them."""

BUILTIN = frozenset(PHRASES) | {
    "AMAZON.FallbackIntent",
    "AMAZON.MoreIntent",
    "AMAZON.NavigateSettingsIntent",
    "AMAZON.PageDownIntent",
    "AMAZON.PageUpIntent",
    "AMAZON.ScrollDownIntent",
    "AMAZON.ScrollLeftIntent",
    "AMAZON.ScrollRightIntent",
    "AMAZON.ScrollUpIntent",
    "AMAZON.SelectIntent",
    "AMAZON.SendToPhoneIntent",
}
"""All standard built-in intents, those for screens among them."""

FALLBACK = "AMAZON.FallbackIntent"
"""The intent that Alexa sends for words that mean nothing to the skill."""


def is_builtin(intent: str) -> bool:
    """True if the intent is one of Amazon's. Alexa matches those exactly, and a skill's own ones loosely."""
    return intent.startswith("AMAZON.")
