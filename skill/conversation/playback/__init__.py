"""The handlers for a routine that the audio player plays."""
