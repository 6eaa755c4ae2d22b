"""Serves an AWS service from botocore's model of it, so that the account is as strict as AWS."""
