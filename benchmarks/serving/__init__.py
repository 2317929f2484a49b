"""A skill that is served as a process, rivals beside it, and clients that put a load on them."""
