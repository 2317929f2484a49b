"""The state of a session and of a person, as it is read, checked and written. It knows no Alexa."""
