"""The objects that jobs read and write: the port, so that tests need no S3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from local.sagemaker.jobs.failures import client_error


class StorageRefusedError(Exception):
    """S3 said no; `code` is its own word, such as NoSuchKey or AccessDenied."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


@dataclass(frozen=True)
class S3Uri:
    bucket: str
    key: str

    @classmethod
    def of(cls, text: str) -> "S3Uri":
        bucket, _, key = text.removeprefix("s3://").partition("/")
        if not text.startswith("s3://") or not bucket:
            raise client_error(f"an S3 location must look like s3://bucket/prefix, got {text!r}")
        return cls(bucket, key)

    def below(self, *parts: str) -> "S3Uri":
        return S3Uri(self.bucket, "/".join(part for part in (self.key.rstrip("/"), *parts) if part))

    def as_folder(self) -> "S3Uri":
        """So that what merely begins with the same letters is not meant."""
        return S3Uri(self.bucket, f"{self.key.rstrip('/')}/".lstrip("/"))

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


class Store(Protocol):
    """S3 as one role sees it; each method raises StorageRefusedError."""

    def keys(self, place: S3Uri) -> Sequence[str]:
        """Those that begin with the key of the place."""
        ...

    def read(self, source: S3Uri, path: Path) -> None: ...

    def write(self, path: Path, target: S3Uri, *, kms_key: str | None) -> None: ...


class Stores(Protocol):
    def open(self, credentials: Mapping[str, str]) -> Store: ...
