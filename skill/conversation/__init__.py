"""The conversation: a Turn comes in, the table finds its handler, and a Reply goes out."""
