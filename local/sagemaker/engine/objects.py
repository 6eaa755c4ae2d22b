"""Objects in S3 that a step reads or relies on."""

import json
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from local.sagemaker.engine.failures import StepFailedError

_LARGEST = 10 * 1024 * 1024


def bucket_and_key(uri: str) -> tuple[str, str]:
    parts = urlsplit(uri)
    return parts.netloc, parts.path.lstrip("/")


def read_json(s3: Any, uri: str) -> Any:
    bucket, key = bucket_and_key(uri)
    try:
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read(_LARGEST)
        return json.loads(body)
    except ClientError as error:
        raise StepFailedError(f"ClientError: cannot read {uri}: {error}") from error
    except ValueError as error:
        raise StepFailedError(f"ClientError: {uri} is no JSON: {error}") from error


def exists(s3: Any, uri: str) -> bool:
    """An object, or anything below a prefix."""
    bucket, key = bucket_and_key(uri)
    try:
        return bool(s3.list_objects_v2(Bucket=bucket, Prefix=key, MaxKeys=1).get("KeyCount"))
    except ClientError:
        return False
