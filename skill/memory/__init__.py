"""What is kept of a person between sessions, and deleted when the person asks for it."""
