"""SageMaker Studio, where people write notebooks beside the platform's data."""
