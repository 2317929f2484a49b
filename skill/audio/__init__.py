"""Routines as audio tracks: `playback` finds the tracks that were rendered, and `rendering` makes them."""
