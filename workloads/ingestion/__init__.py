"""What brings data into the raw zone."""
