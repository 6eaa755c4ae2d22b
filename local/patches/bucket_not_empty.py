"""The emulator deletes a bucket together with what is in it.

Seen: `cdk destroy` took a bucket full of data; CloudFormation fails at one that is not empty.
"""

from collections.abc import Mapping
from typing import Any

from local.account.hooks import RESOURCE_HANDLERS
from local.cloudformation.api import client

_TYPE = "AWS::S3::Bucket"


class BucketNotEmptyError(ValueError):
    """A bucket holds objects, or old versions of them."""


def apply() -> None:
    table = RESOURCE_HANDLERS.read()
    handlers = table[_TYPE]

    def delete(bucket: str, properties: Mapping[str, Any]) -> None:
        found = client("s3").list_object_versions(Bucket=bucket, MaxKeys=1)
        if found.get("Versions") or found.get("DeleteMarkers"):
            raise BucketNotEmptyError(f"the bucket you tried to delete is not empty: {bucket}")
        handlers["delete"](bucket, properties)

    table[_TYPE] = {**handlers, "delete": delete}
