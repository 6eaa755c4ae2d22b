"""Part of the specification."""
