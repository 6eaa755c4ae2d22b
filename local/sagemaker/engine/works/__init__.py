"""What the steps of each type do."""
