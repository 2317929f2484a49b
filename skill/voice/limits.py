"""The limits of one reply, as the Alexa platform sets them."""

MAX_SPEECH_CHARACTERS = 8000
"""The most characters of one outputSpeech, tags included. Alexa refuses a longer one."""

MAX_CARD_CHARACTERS = 8000
"""The most characters of a card, title and content together."""

MAX_RESPONSE_BYTES = 120 * 1024
"""The largest size of a whole response as JSON, in bytes."""

MAX_BREAK_SECONDS = 10.0
"""The longest pause that one SSML break tag can hold, in seconds."""
