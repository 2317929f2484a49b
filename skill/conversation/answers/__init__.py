"""The handlers for questions about cramps, for tips, and for what a person tells of themselves."""
