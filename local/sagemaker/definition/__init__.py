"""The definition of a pipeline: read, and refused if it could not run."""
