"""Keys: silent encryption failures."""
