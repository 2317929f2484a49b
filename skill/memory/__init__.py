"""The memory between sessions: attributes of each person, which are deleted when the person asks for it."""
