"""Leg Cramp Coach: an Alexa skill that explains leg cramps and leads stretches."""

__version__ = "0.1.0"
