"""SageMaker of the local account: pipelines, executions, the model registry."""
