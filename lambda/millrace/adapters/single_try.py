"""Clients that ask once: an SDK that repeats SubmitJob after a timeout submits a second job.

Who carries out an order looks first whether it was done, which no repetition within a call does.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_batch import BatchClient
    from mypy_boto3_sagemaker import SageMakerClient
    from mypy_boto3_sns import SNSClient

_CONFIG = Config(
    connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 1}
)


@cache
def batch() -> BatchClient:
    return boto3.client("batch", config=_CONFIG)


@cache
def sagemaker() -> SageMakerClient:
    return boto3.client("sagemaker", config=_CONFIG)


@cache
def sns() -> SNSClient:
    return boto3.client("sns", config=_CONFIG)
