"""The handlers for danger, for pain, and for a cramp right now: they come before all others."""
