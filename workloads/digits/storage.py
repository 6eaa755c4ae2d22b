"""Objects in S3, named by URI: all that the job knows of where it runs."""

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@cache
def _s3() -> "S3Client":
    return boto3.client("s3")


def read(uri: str) -> bytes:
    where = urlsplit(uri)
    return _s3().get_object(Bucket=where.netloc, Key=where.path[1:])["Body"].read()


def read_if_there(uri: str) -> bytes | None:
    """Asks the listing: for what is missing, S3 answers 403 to those who may not list all."""
    where = urlsplit(uri)
    found = _s3().list_objects_v2(Bucket=where.netloc, Prefix=where.path[1:], MaxKeys=1)
    return read(uri) if found["KeyCount"] else None


def write(uri: str, content: bytes) -> None:
    """One PUT: a reader sees the old object or the new one, never half of it."""
    where = urlsplit(uri)
    _s3().put_object(Bucket=where.netloc, Key=where.path[1:], Body=content)
