"""What Millrace measures of itself, with figures to compare with."""
