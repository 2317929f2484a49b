"""The handlers for coming and going, for being forgotten, and for words that mean nothing here."""
