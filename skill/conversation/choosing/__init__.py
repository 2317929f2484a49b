"""The handlers for choosing a routine, and the way in which it is done: played, or led by voice."""
