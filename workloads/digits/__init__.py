"""Handwritten digits: the reference training job, on data that ships with scikit-learn."""
