"""What the environment file promises."""
