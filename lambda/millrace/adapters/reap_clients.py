"""The clients that only the idle reaper needs, one of each per container."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_ec2 import EC2Client
    from mypy_boto3_logs import CloudWatchLogsClient

_CONFIG = Config(
    connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3}
)


@cache
def ec2() -> EC2Client:
    return boto3.client("ec2", config=_CONFIG)


@cache
def logs() -> CloudWatchLogsClient:
    return boto3.client("logs", config=_CONFIG)
