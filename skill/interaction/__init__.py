"""The interaction models, the meanings of their intents, Amazon's rules for them, and the skill package."""
