"""The handlers for danger, for pain, and for a cramp right now. What they say comes before all else."""
