"""Checkpoints in S3, through a client that is given: this library imports no AWS."""

from collections.abc import Callable
from typing import Any, Protocol

from workloads.contract.refusals import RefusedError

_LARGEST_PUT = 5 * 1024**3


class CheckpointTooLargeError(RefusedError):
    """A checkpoint does not fit into one PUT."""


class Client(Protocol):
    """As much of boto3's S3 client as is used."""

    @property
    def get_object(self) -> Callable[..., Any]: ...

    @property
    def put_object(self) -> Callable[..., Any]: ...

    @property
    def list_objects_v2(self) -> Callable[..., Any]: ...


class S3Store:
    """One PUT a write: a reader sees the old object or the new one, never half of it.

    Needs s3:GetObject and s3:PutObject below the prefix and s3:ListBucket for it; never deletes.
    """

    def __init__(self, client: Client, *, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix.strip("/")

    def __str__(self) -> str:
        return f"s3://{self._bucket}/{self._prefix}"

    def read_if_there(self, name: str) -> bytes | None:
        """Asks the listing: for what is missing, S3 answers 403 to those who may not list all."""
        key = self._key(name)
        found = self._client.list_objects_v2(Bucket=self._bucket, Prefix=key, MaxKeys=1)
        if key not in [each["Key"] for each in found.get("Contents", [])]:
            return None
        content: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        return content

    def write(self, name: str, content: bytes) -> None:
        if len(content) > _LARGEST_PUT:
            raise CheckpointTooLargeError(
                f"{self}/{name} would have {len(content)} bytes, one PUT takes {_LARGEST_PUT}: "
                "keep checkpoints in a mounted file store"
            )
        self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=content)

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}".lstrip("/")
