"""Rules about SageMaker: pipelines with their definitions, feature groups, Studio."""
