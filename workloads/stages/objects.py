"""The one thing that a stage fetches by itself: an object of S3 that is known only at run time."""

from urllib.parse import urlsplit

import boto3
from botocore.exceptions import ClientError

from workloads.contract import RefusedError


class ObjectError(RefusedError):
    """An object of S3 is not there, or may not be read."""


def fetch(uri: str) -> bytes:
    where = urlsplit(uri)
    if where.scheme != "s3" or not where.netloc or not where.path[1:]:
        raise ObjectError(f"{uri!r} must be s3://<bucket>/<key>, or none")
    try:
        found = boto3.client("s3").get_object(Bucket=where.netloc, Key=where.path[1:])
    except ClientError as error:
        raise ObjectError(f"{uri} cannot be read: {error}") from error
    return found["Body"].read()
