"""Stores named by URI: S3, or a folder of a file system that is mounted."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3

from workloads.contract import FolderStore, RefusedError, S3Store, Store

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class StorageError(RefusedError):
    """A URI names no store, or nothing that is in one."""


@cache
def _s3() -> "S3Client":
    return boto3.client("s3")


def store_at(uri: str) -> Store:
    where = urlsplit(uri)
    if where.scheme == "s3":
        return S3Store(_s3(), bucket=where.netloc, prefix=where.path)
    if where.scheme in ("", "file") and where.path.startswith("/"):
        return FolderStore(Path(where.path))
    raise StorageError(f"{uri!r} is no place to read or write: give s3://<bucket>/... or /<folder>")


def read(uri: str) -> bytes:
    content = read_if_there(uri)
    if content is None:
        raise StorageError(f"{uri} is not there")
    return content


def read_if_there(uri: str) -> bytes | None:
    folder, _, name = uri.rpartition("/")
    return store_at(folder).read_if_there(name)


def write(uri: str, content: bytes) -> None:
    """As a whole: a reader sees the old content or the new one, never half of it."""
    folder, _, name = uri.rpartition("/")
    store_at(folder).write(name, content)
