"""Plans a job, checks everything that can be checked, and only then submits it."""
