"""The job desk: what it hears, what it remembers, and the functions that act on it."""
