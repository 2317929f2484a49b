"""The handlers for a routine that is led by voice, and what memory keeps of any routine."""
