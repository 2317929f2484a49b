"""The conversation: each request becomes a Turn, and the handler in the table returns a Reply to it."""
