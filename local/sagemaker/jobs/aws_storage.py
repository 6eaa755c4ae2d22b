"""S3 itself, as the role of a job."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from mypy_boto3_s3 import S3Client

from local.batch.clients import Clients
from local.sagemaker.jobs.storage import S3Uri, StorageRefusedError, Store


class AwsStores:
    def __init__(self, clients: Clients, region: str) -> None:
        self._clients = clients
        self._region = region

    def open(self, credentials: Mapping[str, str]) -> Store:
        return _S3(self._clients.make("s3", credentials, self._region))


class _S3:
    def __init__(self, client: S3Client) -> None:
        self._client = client

    def keys(self, place: S3Uri) -> Sequence[str]:
        with _refusals():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=place.bucket, Prefix=place.key
            )
            return [item["Key"] for page in pages for item in page.get("Contents", [])]

    def read(self, source: S3Uri, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _refusals(), path.open("wb") as file:
            found = self._client.get_object(Bucket=source.bucket, Key=source.key)
            shutil.copyfileobj(found["Body"], file, 1 << 20)

    def write(self, path: Path, target: S3Uri, *, kms_key: str | None) -> None:
        with _refusals(), path.open("rb") as file:
            if kms_key:
                self._client.put_object(
                    Bucket=target.bucket,
                    Key=target.key,
                    Body=file,
                    ServerSideEncryption="aws:kms",
                    SSEKMSKeyId=kms_key,
                )
            else:
                self._client.put_object(Bucket=target.bucket, Key=target.key, Body=file)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        told = error.response.get("Error", {})
        raise StorageRefusedError(told.get("Code", "Unknown"), told.get("Message", "")) from error
    except BotoCoreError as error:
        raise StorageRefusedError(type(error).__name__, str(error)) from error
