"""Limits of a template and of its resources."""
