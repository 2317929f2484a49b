"""The state of a conversation and of a person, read with care and written back. No Alexa in here."""
