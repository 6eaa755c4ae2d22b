"""What Millrace promises, as sentences."""
