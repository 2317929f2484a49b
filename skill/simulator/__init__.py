"""An Echo on your desk: what it hears, what it sends, what it refuses, and a terminal to talk to it."""
