"""Requests that are kept with their answers, and sent again to a later version of the skill."""
