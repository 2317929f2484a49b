"""How it sounds: words and pauses, their SSML, how long they take, and the platform's limits."""
