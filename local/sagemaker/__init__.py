"""SageMaker for the local account: pipelines that run, their jobs, and the model registry."""
