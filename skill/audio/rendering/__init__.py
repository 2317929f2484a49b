"""The making of audio files: a voice says the lines of a routine, which are mixed and encoded as tracks."""
