"""The handlers for a routine that a voice leads, and for choosing one."""
