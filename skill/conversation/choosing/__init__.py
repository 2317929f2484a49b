"""The handlers that choose a routine, and the way in which it is done: played, or led by voice."""
