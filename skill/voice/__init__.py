"""Speech as words and pauses, its SSML, an estimate of how long it takes, and the platform's limits."""
