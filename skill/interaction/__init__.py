"""What Alexa listens for: the interaction models, Amazon's rules for them, and the skill package."""
