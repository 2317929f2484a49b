"""The door: Alexa's requests come in here over HTTP, are checked, and are answered."""
