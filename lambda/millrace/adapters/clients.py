"""AWS clients, one of each per container: making one costs more than the events it serves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sagemaker import SageMakerClient
    from mypy_boto3_sns import SNSClient
    from mypy_boto3_sqs import SQSClient

# A hung call must end before the function does, so that the message goes back with a reason.
_CONFIG = Config(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3}
)


@cache
def dynamodb() -> DynamoDBClient:
    """DynamoDB checks what it is given; the SDK's own check costs a third of writing an item."""
    return boto3.client("dynamodb", config=_CONFIG.merge(Config(parameter_validation=False)))


@cache
def sqs() -> SQSClient:
    return boto3.client("sqs", config=_CONFIG)


@cache
def cloudwatch() -> CloudWatchClient:
    return boto3.client("cloudwatch", config=_CONFIG)


@cache
def batch() -> BatchClient:
    return boto3.client("batch", config=_CONFIG)


@cache
def s3() -> S3Client:
    """For small objects, such as reports: the landing check has one of its own, for large ones."""
    return boto3.client("s3", config=_CONFIG)


@cache
def sagemaker() -> SageMakerClient:
    return boto3.client("sagemaker", config=_CONFIG)


@cache
def sns() -> SNSClient:
    return boto3.client("sns", config=_CONFIG)
