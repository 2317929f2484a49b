"""Routines compiled into timelines of cues, and places in them found by time. This package knows no Alexa."""
