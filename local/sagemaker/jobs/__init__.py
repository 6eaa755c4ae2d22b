"""SageMaker's jobs, run as processes of this machine under the contract of its containers."""
