"""Training in SageMaker: pipelines as resources, the roles of their jobs, and model groups."""
