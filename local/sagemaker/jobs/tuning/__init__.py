"""Hyperparameter tuning jobs: what to try next, what to give up, and which was best."""
