"""Runs the steps of an execution by calling the account's own services as the pipeline's role."""
