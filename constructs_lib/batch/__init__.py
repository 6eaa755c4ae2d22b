"""Fleets that run jobs, queues in front of them, and jobs: AWS Batch as this platform has it."""
