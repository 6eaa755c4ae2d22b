"""Features that models share: SageMaker's Feature Store, and how files come into it."""
