"""A routine as audio: its tracks, what was rendered of them, and the player that plays them."""
