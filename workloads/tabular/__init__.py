"""A table of measurements: the reference for built-in algorithms, on scikit-learn's own data."""
