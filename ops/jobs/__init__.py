"""What became of the jobs, out of the job ledger: lists, stories, explanations, a live view."""
