"""What people say for Amazon's built-in intents."""

# The common utterances of
# https://developer.amazon.com/en-US/docs/alexa/custom-skills/standard-built-in-intents.html
# A skill's own samples for a built-in intent come on top of these.
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
"""Intent to the phrases that Amazon documents for it in English. Alexa knows more than these."""

ALWAYS = frozenset({"AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.HelpIntent"})
"""Intents that reach a skill whether or not its model declares them."""

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
"""Every standard built-in intent, those for screens among them."""

FALLBACK = "AMAZON.FallbackIntent"
"""What Alexa sends for words that mean nothing to the skill."""


def is_builtin(intent: str) -> bool:
    """Whether the intent is Amazon's: those want an exact phrase, where a skill's own are matched loosely."""
    return intent.startswith("AMAZON.")
