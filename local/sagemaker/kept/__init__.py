"""What SageMaker keeps and this account does not run: Studio, feature groups, workteams."""
