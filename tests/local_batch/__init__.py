"""AWS Batch of the local account, tried without the account around it."""
