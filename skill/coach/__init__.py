"""The clock: a routine as a timeline of cues, and a place in it found by time. No Alexa in here."""
