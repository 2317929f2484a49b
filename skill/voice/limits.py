"""What the Alexa platform accepts in one reply."""

MAX_SPEECH_CHARACTERS = 8000
"""Length of one outputSpeech, tags included. Longer ones are refused by Alexa."""

MAX_CARD_CHARACTERS = 8000
"""Length of a card, title and content together."""

MAX_RESPONSE_BYTES = 120 * 1024
"""Size of the whole response as JSON."""

MAX_BREAK_SECONDS = 10.0
"""Longest pause that one SSML break tag can hold."""
