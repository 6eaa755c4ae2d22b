"""The workload tabular: what is its own beside the chain."""
