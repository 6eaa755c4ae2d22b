"""The Feature Store of the local account: records online in memory, and offline as files in S3."""
