"""SageMaker's built-in XGBoost, as its container behaves; run in the place of that container."""
