"""The function that is told how far a rendering has come."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""A function that is called with the name of a task, the number of things that are done, and their total."""
