"""A simulated Echo: it understands words, sends requests, refuses faulty answers, and talks in a terminal."""
