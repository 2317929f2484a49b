"""What is kept between sessions, and forgotten when asked."""
