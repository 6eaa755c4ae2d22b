"""The constructs of the job desk."""
