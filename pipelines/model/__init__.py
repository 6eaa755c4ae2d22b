"""The shape of workload.yaml: all that a team says of its workload, and what is refused of it."""
