"""`make up`: from nothing to a deployed environment with a finished training job in it."""
