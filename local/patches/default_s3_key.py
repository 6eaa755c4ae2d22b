"""The emulator refuses aws:kms without a key id; S3 then takes the bucket's key, or its own.

Seen: the CDK could not publish its assets, because its bucket is encrypted with S3's own key.
"""

from collections.abc import Mapping
from typing import Any

from local.account.environment import ACCOUNT_ID, REGION
from local.account.hooks import BUCKET_DEFAULT_KEY, ENCRYPTION_OF_WRITES

_ALGORITHM = "x-amz-server-side-encryption"
_KEY = "x-amz-server-side-encryption-aws-kms-key-id"
_OWN_KEY = {_KEY: f"arn:aws:kms:{REGION}:{ACCOUNT_ID}:alias/aws/s3"}


def apply() -> None:
    resolve = ENCRYPTION_OF_WRITES.read()

    def resolve_with_default(headers: Mapping[str, str], bucket_name: str) -> Any:
        if headers.get(_ALGORITHM) == "aws:kms" and not headers.get(_KEY):
            default = BUCKET_DEFAULT_KEY.read()(bucket_name)
            headers = {**headers, **_OWN_KEY, **default, _ALGORITHM: "aws:kms"}
        return resolve(headers, bucket_name)

    ENCRYPTION_OF_WRITES.replace(resolve_with_default)
