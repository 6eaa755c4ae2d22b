"""Pipelines as code: out of a workload's file, what SageMaker would run."""
