"""The handlers for questions about cramps, for tips, and for symptoms."""
