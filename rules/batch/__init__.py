"""AWS Batch: fleets, queues, jobs."""
