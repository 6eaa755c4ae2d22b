"""What only a deployed environment can show."""
