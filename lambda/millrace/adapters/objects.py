"""Objects in S3 by their URIs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy_boto3_s3 import S3Client

_CONFIG = Config(connect_timeout=2, read_timeout=10, retries={"mode": "standard"})


@cache
def s3() -> S3Client:
    return boto3.client("s3", config=_CONFIG)


class S3Objects:
    def __init__(self, client: S3Client) -> None:
        self._client = client

    def below(self, uri: str) -> Iterator[str]:
        """S3 lists in the order of the names' bytes."""
        bucket, prefix = _split(uri)
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=bucket, Prefix=f"{prefix}/"):
            for found in page.get("Contents", []):
                yield f"s3://{bucket}/{found['Key']}"

    def write(self, uri: str, text: str) -> None:
        bucket, key = _split(uri)
        self._client.put_object(Bucket=bucket, Key=key, Body=text.encode())


def _split(uri: str) -> tuple[str, str]:
    parts = urlsplit(uri)
    return parts.netloc, parts.path.removeprefix("/")
