"""Parts of the Events stack: what the desk knows, what it does in rounds, and whom it tells."""
