"""One request and its answer: a Turn comes in, a Reply goes out. The SDK's classes end here."""
