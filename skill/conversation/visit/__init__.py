"""The handlers for the beginning and the end of a session, for deletion, and for words without a meaning."""
